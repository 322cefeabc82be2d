import { forbidden, type Session } from '@frontrow/common/http';

/** The auditor shows everybody's orders, so it answers operators alone. */
export function operatorsOnly({ role }: Session): void {
  if (role !== 'operator') throw forbidden('this is for operators');
}
