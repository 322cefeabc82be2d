/** The median; of an even number of values, the mean of the middle two. NaN when there are none. @param {number[]} all */
export function median(all) {
  const sorted = all.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** The index of the median (of the lower one, when two are in the middle). @param {number[]} all */
export function indexOfMedian(all) {
  const order = all.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  return order[Math.ceil(order.length / 2) - 1]?.index ?? 0;
}
