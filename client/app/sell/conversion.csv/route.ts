import { conversionRoute } from '@/lib/conversion-route';

export const GET = conversionRoute('csv');
