'use client';
import { useTranslations } from 'next-intl';
import { useId, useSyncExternalStore } from 'react';
import { TextField } from '@/components/forms/field';

const never = () => () => {};
const nothing = () => '';
let zones: string[] | undefined;
const noZones: string[] = [];
/** As many as this browser knows; the same array each time, as React asks for. */
const allZones = () => {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return zones;
};

interface Props {
  name: string;
  label: string;
  /** The zone of a listing that is there already; a new one begins with that of its seller's browser. */
  zone: string | undefined;
}

/** A time zone, found by typing a part of its name. */
export function ZoneField({ name, label, zone }: Props) {
  const t = useTranslations('selling.zone');
  const id = useId();
  const here = useSyncExternalStore(never, () => Intl.DateTimeFormat().resolvedOptions().timeZone, nothing);
  const known = useSyncExternalStore(never, allZones, () => noZones);
  const value = zone ?? here;
  return (
    <div>
      <TextField
        key={value}
        name={name}
        label={label}
        list={id}
        defaultValue={value}
        placeholder="Europe/Berlin"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint={t('hint')}
      />
      <datalist id={id}>
        {known.map((one) => (
          <option key={one} value={one}>
            {one.replaceAll('_', ' ')}
          </option>
        ))}
      </datalist>
    </div>
  );
}
