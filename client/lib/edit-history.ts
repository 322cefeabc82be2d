import type { EditView } from '@frontrow/common/contracts';

export type EditedField = keyof EditView['before'];

/** One thing that an edit changed. Times are told by the clocks of the zone that was in force then. */
export interface Edited {
  field: EditedField;
  was: string | null;
  is: string | null;
  zoneBefore: string;
  zoneAfter: string;
}

/** What each edit changed, the latest first as they come; `timeZone` is that of the listing today. */
export function editHistory(edits: EditView[], timeZone: string): { version: number; at: string; changes: Edited[] }[] {
  let zone = timeZone;
  return edits.map(({ version, at, before, after }) => {
    const [zoneAfter, zoneBefore] = [after.timeZone ?? zone, before.timeZone ?? zone];
    zone = zoneBefore;
    const fields = Object.keys(after) as EditedField[];
    const changes = fields.map((field) => ({
      field,
      was: before[field] ?? null,
      is: after[field] ?? null,
      zoneBefore,
      zoneAfter,
    }));
    return { version, at, changes };
  });
}
