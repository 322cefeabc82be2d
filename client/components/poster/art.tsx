import type { Category } from '@frontrow/common/contracts';
import type { ReactNode } from 'react';
import type { Palette } from './palette';
import { between, pick, type Random } from './random';

/** Draws onto a sheet of 400 × 500; the lower part is left to the type. */
type Art = (palette: Palette, random: Random) => ReactNode;

const times = <T,>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const round = (value: number) => Math.round(value * 10) / 10;
const polar = (angle: number, radius: number) =>
  `${round(Math.cos(angle) * radius)} ${round(Math.sin(angle) * radius)}`;

const record: Art = ({ inks: [a, b, c] }, random) => {
  const x = between(random, 120, 300);
  return (
    <g transform={`translate(${x} 170)`}>
      <circle r="215" fill={c} />
      {times(6, (i) => (
        <circle key={i} r={200 - i * 26} fill="none" stroke={i % 2 ? b : a} strokeWidth={between(random, 3, 15)} />
      ))}
      <circle r="42" fill={b} />
      <circle r="9" fill={c} />
    </g>
  );
};

const equalizer: Art = ({ inks: [a, b, c] }, random) => (
  <g>
    <circle cx={between(random, 90, 310)} cy="130" r="118" fill={c} />
    {times(11, (i) => {
      const height = between(random, 40, 250);
      return (
        <rect key={i} x={20 + i * 33} y={290 - height} width="23" height={height} rx="11.5" fill={i % 3 ? a : b} />
      );
    })}
  </g>
);

const waves: Art = ({ inks: [a, b, c] }, random) => {
  const lift = between(random, 30, 70);
  return (
    <g fill="none" strokeWidth="13">
      <circle cx={between(random, 100, 300)} cy="120" r="76" fill={b} />
      {times(8, (i) => (
        <path
          key={i}
          d={`M-20 ${90 + i * 27} q55 ${-lift} 110 0 t110 0 t110 0 t110 0`}
          stroke={i % 2 ? a : c}
          transform={`translate(${i * -9} 0)`}
        />
      ))}
    </g>
  );
};

const curtain: Art = ({ inks: [a, b, c] }, random) => {
  const light = between(random, 150, 250);
  return (
    <g>
      <path d={`M${light - 30} -10 h60 L${light + 130} 330 H${light - 130} Z`} fill={b} opacity=".9" />
      <ellipse cx={light} cy="322" rx="130" ry="24" fill={b} />
      {times(5, (i) => (
        <g key={i}>
          <path
            d={`M${i * 26 - 8} 0 q15 ${150 + i * -6} ${-10 - i * 4} 340 h34 q10 -180 4 -340z`}
            fill={i % 2 ? c : a}
          />
          <path
            d={`M${i * 26 - 8} 0 q15 ${150 + i * -6} ${-10 - i * 4} 340 h34 q10 -180 4 -340z`}
            fill={i % 2 ? c : a}
            transform="translate(400 0) scale(-1 1)"
          />
        </g>
      ))}
      {times(9, (i) => (
        <path key={i} d={`M${i * 50 - 25} 0 v22 a25 26 0 0 0 50 0 v-22z`} fill={i % 2 ? a : c} />
      ))}
    </g>
  );
};

const spotlights: Art = ({ inks: [a, b, c] }, random) => (
  <g>
    {times(3, (i) => {
      const foot = 70 + i * 130 + between(random, -20, 20);
      const top = between(random, 60, 340);
      return <path key={i} d={`M${top} -30 L${foot - 74} 300 H${foot + 74} Z`} fill={[a, b, c][i]} opacity=".82" />;
    })}
    <rect y="296" width="400" height="12" fill={b} />
    {times(15, (i) => (
      <circle key={i} cx={12 + i * 27} cy="322" r="6" fill={i % 2 ? b : a} />
    ))}
  </g>
);

const mask: Art = ({ inks: [a, b, c] }, random) => {
  const tilt = between(random, -14, 14);
  return (
    <g transform={`translate(200 160) rotate(${tilt})`}>
      <circle r="190" fill={c} opacity=".45" />
      <path d="M-105 -110 q105 45 210 0 q12 150 -40 215 q-65 70 -130 0 q-52 -65 -40 -215z" fill={b} />
      <path d="M0 -87 q55 2 105 -23 q12 150 -40 215 q-32 36 -65 36z" fill={a} />
      <path d="M-74 -25 q30 -34 58 0 q-28 16 -58 0z M74 -25 q-30 -34 -58 0 q28 16 58 0z" fill={c} />
      <path
        d={random() > 0.5 ? 'M-58 52 q58 62 116 0 q-58 26 -116 0z' : 'M-54 92 q54 -62 108 0 q-54 -26 -108 0z'}
        fill={c}
      />
    </g>
  );
};

const laughter: Art = ({ inks: [a, b, c] }, random) => {
  const turn = between(random, -12, 8);
  return (
    <g className="poster-type" fontSize="118" transform={`rotate(${turn} 200 150)`}>
      {times(4, (i) => (
        <text key={i} x={i % 2 ? -70 : -20} y={70 + i * 94} fill={[a, b, c, a][i]}>
          HA HA HA HA
        </text>
      ))}
    </g>
  );
};

const smile: Art = ({ inks: [a, b, c] }, random) => (
  <g transform={`translate(200 158) rotate(${between(random, -16, 16)})`}>
    {times(16, (i) => (
      <rect key={i} x="-11" y="-290" width="22" height="150" fill={i % 2 ? b : a} transform={`rotate(${i * 22.5})`} />
    ))}
    <circle r="134" fill={b} />
    <circle r="134" fill="none" stroke={c} strokeWidth="8" />
    <ellipse cx="-44" cy="-36" rx="13" ry="24" fill={c} />
    <ellipse cx="44" cy="-36" rx="13" ry="24" fill={c} />
    <path d="M-82 18 h164 a82 82 0 0 1 -164 0z" fill={c} />
    <path d="M-44 82 a50 42 0 0 1 88 0 a82 82 0 0 1 -88 0z" fill={a} />
  </g>
);

const track: Art = ({ inks: [a, b, c] }, random) => (
  <g transform={`translate(${between(random, 20, 120)} 330) rotate(${between(random, -18, -4)})`} fill="none">
    {times(7, (i) => (
      <path
        key={i}
        d={`M-300 ${-i * 42} H120 a${150 + i * 42} ${150 + i * 42} 0 0 1 ${150 + i * 42} ${150 + i * 42} V500`}
        stroke={i === 3 ? c : i % 2 ? a : b}
        strokeWidth={i % 2 ? 30 : 5}
      />
    ))}
  </g>
);

const ball: Art = ({ inks: [a, b, c] }, random) => {
  const x = between(random, 130, 280);
  return (
    <g>
      {times(6, (i) => (
        <path key={i} d={`M-60 ${i * 70 - 20} L460 ${i * 70 - 170} v34 L-60 ${i * 70 + 14}z`} fill={a} opacity=".85" />
      ))}
      <g transform={`translate(${x} 160)`}>
        <circle r="112" fill={c} />
        <path d="M-112 0 a112 112 0 0 1 224 0" fill={b} transform={`rotate(${between(random, 0, 359)})`} />
        <path d="M-79 -79 a112 112 0 0 1 0 158 M79 -79 a112 112 0 0 0 0 158" fill="none" stroke={a} strokeWidth="8" />
        <circle r="112" fill="none" stroke={a} strokeWidth="8" />
      </g>
    </g>
  );
};

const sunrise: Art = ({ inks: [a, b, c] }, random) => (
  <g>
    <g transform={`translate(${between(random, 140, 260)} 255)`}>
      {times(18, (i) => (
        <path key={i} d={`M0 0 L${polar((i * Math.PI) / 9, 460)} L${polar((i * Math.PI) / 9 + 0.17, 460)}z`} fill={a} />
      ))}
      <circle r="104" fill={b} />
    </g>
    <path d={`M0 ${between(random, 240, 280)} q110 -70 210 0 t190 0 V345 H0z`} fill={c} />
    {times(8, (i) => (
      <path key={i} d={`M${i * 54 - 10} ${24 + (i % 2) * 9} h44 l-22 44z`} fill={[b, c, a][i % 3]} />
    ))}
  </g>
);

const tents: Art = ({ inks: [a, b, c] }, random) => (
  <g>
    <circle cx={between(random, 60, 340)} cy="84" r="52" fill={a} />
    {times(3, (i) => {
      const x = 60 + i * 140;
      const top = between(random, 90, 170);
      return (
        <g key={i}>
          <path d={`M${x} ${top} L${x + 110} 330 H${x - 110}z`} fill={i === 1 ? b : c} />
          <path d={`M${x} ${top} L${x + 36} 330 H${x - 36}z`} fill={a} />
          <path d={`M${x} ${top} v-34 l26 11 -26 11z`} fill={b} />
        </g>
      );
    })}
  </g>
);

const strings: Art = ({ inks: [a, b, c] }, random) => {
  const bend = between(random, 60, 190);
  return (
    <g fill="none">
      <circle cx={between(random, 90, 300)} cy="130" r="92" fill={c} opacity=".55" />
      {times(17, (i) => (
        <path
          key={i}
          d={`M${i * 20 - 30} -10 C${i * 34 - 90} ${bend} ${300 - i * 6} 190 ${i * 27 - 20} 330`}
          stroke={i % 4 ? a : b}
          strokeWidth={i % 4 ? 2.5 : 5}
        />
      ))}
    </g>
  );
};

const staves: Art = ({ inks: [a, b, c] }, random) => (
  <g>
    {times(3, (stave) => (
      <g key={stave} transform={`translate(0 ${34 + stave * 102}) rotate(-5 200 40)`}>
        {times(5, (i) => (
          <rect key={i} x="-20" y={i * 14} width="450" height="2.5" fill={c} />
        ))}
        {times(6, (i) => {
          const step = between(random, 0, 8) * 7;
          const ink = random() > 0.72 ? b : a;
          return (
            <g key={i} transform={`translate(${34 + i * 66} ${step})`} fill={ink}>
              <ellipse rx="13" ry="9.5" transform="rotate(-22)" />
              <rect x="9.5" y="-50" width="4" height="48" />
            </g>
          );
        })}
      </g>
    ))}
  </g>
);

const blocks: Art = ({ inks, type }, random) => (
  <g>
    {times(12, (i) => {
      const [x, y] = [(i % 4) * 100, Math.floor(i / 4) * 100];
      const ink = pick(random, inks);
      const shape = between(random, 0, 4);
      const turn = between(random, 0, 3) * 90;
      return (
        <g key={i} transform={`translate(${x + 50} ${y + 50}) rotate(${turn})`} fill={ink}>
          {shape === 0 && <circle r="44" />}
          {shape === 1 && <path d="M-50 -50 h100 a100 100 0 0 1 -100 100z" />}
          {shape === 2 && <path d="M-50 50 L50 50 L-50 -50z" />}
          {shape === 3 && <path d="M-50 0 a50 50 0 0 1 100 0z" />}
          {shape === 4 && <circle r="22" fill={type} />}
        </g>
      );
    })}
  </g>
);

const balloons: Art = ({ inks }, random) => (
  <g>
    {times(6, (i) => {
      const x = 40 + i * 66 + between(random, -14, 14);
      const y = between(random, 60, 190);
      return (
        <g key={i}>
          <path
            d={`M${x} ${y + 60} q${between(random, -30, 30)} 70 0 170`}
            fill="none"
            stroke={inks[2]}
            strokeWidth="2.5"
          />
          <ellipse cx={x} cy={y} rx="46" ry="58" fill={inks[i % 3]} />
          <ellipse cx={x - 16} cy={y - 22} rx="8" ry="14" fill="#fff" opacity=".5" />
        </g>
      );
    })}
  </g>
);

const speech: Art = ({ inks: [a, b, c] }, random) => (
  <g>
    <path d="M30 60 h230 a40 40 0 0 1 40 40 v70 a40 40 0 0 1 -40 40 h-130 l-50 56 v-56 h-50z" fill={c} />
    <g transform={`translate(${between(random, 0, 40)} ${between(random, 40, 80)})`}>
      <path
        d="M150 40 h170 a40 40 0 0 1 40 40 v60 a40 40 0 0 1 -40 40 v50 l-50 -50 h-120 a40 40 0 0 1 -40 -40 v-60 a40 40 0 0 1 40 -40z"
        fill={a}
      />
      {times(3, (i) => (
        <circle key={i} cx={182 + i * 53} cy="110" r="14" fill={b} />
      ))}
    </g>
  </g>
);

const halftone: Art = ({ inks: [a, b] }, random) => {
  const [fx, fy] = [between(random, 0, 9), between(random, 0, 7)];
  return (
    <g>
      {times(80, (i) => {
        const [x, y] = [i % 10, Math.floor(i / 10)];
        const radius = Math.max(2, 20 - Math.hypot(x - fx, y - fy) * 2.6);
        return (
          <circle key={i} cx={20 + x * 40} cy={20 + y * 40} r={round(radius)} fill={x === fx || y === fy ? b : a} />
        );
      })}
    </g>
  );
};

const rows: Art = ({ inks: [a, b, c] }, random) => {
  const seat = between(random, 4, 12);
  return (
    <g transform="translate(200 -70)">
      <path d="M-120 96 h240" stroke={b} strokeWidth="10" />
      {times(7, (row) => {
        const radius = 130 + row * 42;
        const count = 9 + row * 2;
        return times(count, (i) => {
          const angle = Math.PI * (0.18 + (0.64 * i) / (count - 1));
          const [x, y] = polar(angle, radius).split(' ');
          const lit = row === 0 || (row === 3 && i === seat);
          return <circle key={`${row}-${i}`} cx={x} cy={y} r="13" fill={lit ? b : row % 2 ? a : c} />;
        });
      })}
    </g>
  );
};

export const arts: Record<Category, readonly [Art, ...Art[]]> = {
  music: [record, equalizer, waves],
  theatre: [curtain, spotlights, mask],
  comedy: [laughter, smile],
  sport: [track, ball],
  festival: [sunrise, tents],
  classical: [strings, staves],
  family: [blocks, balloons],
  talks: [speech, halftone],
  other: [rows, spotlights],
};
