/** How large the campaign is: bin/faults and bin/test say it in the environment. */
function number(name: string, otherwise: number): number {
  const text = process.env[`CAMPAIGN_${name}`];
  return text ? Number(text) : otherwise;
}

export const campaign = {
  seed: number('SEED', 1),
  orders: number('ORDERS', 300),
  faults: number('FAULTS', 20),
  minutes: number('MINUTES', 10),
  /** Below 1 faults come sooner and last shorter. */
  pace: number('PACE', 1),
  shoppers: number('SHOPPERS', 24),
};

export const artefacts = process.env.ARTEFACTS ?? 'artefacts';
