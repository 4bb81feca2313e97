/** A source of repeatable chance: the same seed always gives the same draws, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [low, high], both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  pickWeighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item;
  /** Gaussian draw with mean 0 and deviation 1, never further than 3 from 0. */
  normal(): number;
}

/** Always gives the same sequence for the same key, and unrelated sequences for different keys (xmur3 + sfc32). */
export function randomFrom(key: string): Random {
  const next = sfc32(key);
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const chance = (probability: number) => next() < probability;
  function pick<Item>(items: readonly Item[]): Item {
    return atIndex(items, integer(0, items.length - 1));
  }
  function pickWeighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    const total = items.reduce((sum, item) => sum + weightOf(item), 0);
    let left = next() * total;
    for (const item of items) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    return atIndex(items, items.length - 1);
  }
  function normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const draw = radius * Math.cos(2 * Math.PI * next());
    return Math.max(-3, Math.min(3, draw));
  }
  return { next, integer, chance, pick, pickWeighted, normal };
}

function atIndex<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error('nothing to pick from an empty list');
  return item;
}

function sfc32(key: string): () => number {
  const seedWord = seedWords(key);
  let a = seedWord();
  let b = seedWord();
  let c = seedWord();
  let counter = seedWord();
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
}

function seedWords(key: string): () => number {
  let hash = 1779033703 ^ key.length;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
}
