import { notFound } from 'next/navigation';
import { readMember } from '@/lib/api/member';

/** While auth is down the role is unknown; each service decides by itself what this session may read. */
export async function operatorOnly(): Promise<void> {
  const member = await readMember();
  if (!member || (member.role && member.role !== 'operator')) notFound();
}
