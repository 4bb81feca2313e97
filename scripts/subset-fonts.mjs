/**
 * Makes the small TrueType files that reports embed, once, from the packages in devDependencies: run it by hand after
 * changing a range below and commit the result. Reports never sub-set at run time: that would cost most of the time of
 * a rendering, and a WOFF2 given to @pdf-lib/fontkit crashes the process from a timer.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);
const OUTPUT = new URL('../server/report/fonts/', import.meta.url);

/** Inter is published cut by script; DejaVu Sans supplies the signs and the letters that Inter has not. */
const FACES = [
  {
    name: 'latin',
    family: 'inter',
    from: 'latin',
    ranges: [
      [0x20, 0x7e],
      [0xa0, 0xff],
      [0x131, 0x131],
      [0x152, 0x153],
      [0x2c6, 0x2c6],
      [0x2da, 0x2dc],
      [0x2010, 0x2027],
      [0x202f, 0x203f],
      [0x20ac, 0x20ac],
      [0x2122, 0x2122],
      [0x2191, 0x2191],
      [0x2193, 0x2193],
      [0x2212, 0x2212],
      [0x2215, 0x2215],
    ],
  },
  {
    name: 'latin-ext',
    family: 'inter',
    from: 'latin-ext',
    ranges: [
      [0x100, 0x2ba],
      [0x1e00, 0x1eff],
      [0x2020, 0x2021],
      [0x20a0, 0x20c0],
      [0x2113, 0x2113],
    ],
  },
  { name: 'greek', family: 'inter', from: 'greek', ranges: [[0x370, 0x3ff]] },
  {
    name: 'marks',
    family: 'dejavu',
    ranges: [
      [0x2030, 0x2030],
      [0x2070, 0x208e],
      [0x2150, 0x215e],
      [0x2190, 0x2199],
      [0x221a, 0x221e],
      [0x2248, 0x2248],
      [0x2260, 0x2265],
      [0x25a0, 0x25a1],
      [0x25b2, 0x25cf],
      [0xfffd, 0xfffd],
    ],
  },
  {
    name: 'signs',
    family: 'dejavu',
    ranges: [
      [0x2010, 0x2027],
      [0x2030, 0x205e],
      [0x2070, 0x209c],
      [0x2100, 0x214e],
      [0x2150, 0x218b],
      [0x2190, 0x21ff],
      [0x2200, 0x22ff],
      [0x2300, 0x2311],
      [0x2500, 0x25ff],
      [0x2605, 0x2606],
      [0x2610, 0x2612],
      [0x2640, 0x2642],
      [0x2660, 0x2667],
      [0x2713, 0x2718],
      [0xfffd, 0xfffd],
    ],
  },
  {
    name: 'letters',
    family: 'dejavu',
    ranges: [
      [0x100, 0x36f],
      [0x370, 0x52f],
      [0x1d00, 0x1dbf],
      [0x1e00, 0x1fff],
      [0x20a0, 0x20bf],
    ],
  },
];
const WEIGHTS = [
  { name: 'regular', wght: 400, dejavu: 'DejaVuSans.ttf' },
  { name: 'bold', wght: 650, dejavu: 'DejaVuSans-Bold.ttf' },
];

for (const face of FACES) {
  for (const weight of WEIGHTS) await make(face, weight);
}
await copyFile(require.resolve('@fontsource-variable/inter/LICENSE'), new URL('LICENSE-Inter.txt', OUTPUT));
await copyFile(require.resolve('dejavu-fonts-ttf/LICENSE'), new URL('LICENSE-DejaVu.txt', OUTPUT));

async function make(face, weight) {
  const source = face.family === 'inter' ? `@fontsource-variable/inter/files/inter-${face.from}-wght-normal.woff2` : `dejavu-fonts-ttf/ttf/${weight.dejavu}`;
  const bytes = await subsetFont(await readFile(require.resolve(source)), charactersOf(face.ranges), {
    targetFormat: 'sfnt',
    keepFeatures: ['tnum'],
    noHinting: true,
    dropTables: ['GPOS', 'GDEF', 'STAT', 'DSIG', 'kern', 'FFTM', 'MATH'],
    ...(face.family === 'inter' ? { variationAxes: { wght: weight.wght } } : {}),
  });
  const name = `${face.family}-${face.name}-${weight.name}.ttf`;
  await writeFile(new URL(name, OUTPUT), bytes);
  console.log(`${name} ${bytes.length} bytes`);
}

function charactersOf(ranges) {
  let text = '';
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; code += 1) text += String.fromCodePoint(code);
  }
  return text;
}
