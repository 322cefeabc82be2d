import { scaleBand, scaleLinear } from 'd3-scale';

/** Where a chart's columns stand: across in percent of its width, up and down in pixels of its height. */
export function scaleColumns(values: number[], height: number, whole: boolean) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const y = scaleLinear()
    .domain(low === 0 && high === 0 ? [0, 1] : [low, high])
    .nice(4)
    .range([height, 0]);
  const x = scaleBand<number>().domain(values.keys()).range([0, 100]).paddingInner(0.25).paddingOuter(0.1);
  const ticks = y.ticks(4).filter((tick) => !whole || Number.isInteger(tick));
  const percent = (part: number) => `${part.toFixed(3)}%`;
  const pixels = (length: number) => Math.round(length * 10) / 10;
  return {
    ticks: ticks.map((value) => ({ value, y: pixels(y(value)) })),
    zero: pixels(y(0)),
    columns: values.map((value, index) => ({
      x: percent(x(index)!),
      width: percent(x.bandwidth()),
      middle: percent(x(index)! + x.bandwidth() / 2),
      y: pixels(Math.min(y(0), y(value))),
      height: pixels(Math.abs(y(value) - y(0))),
    })),
  };
}
