/** Start of a frame, its two end bytes (HL7 Transport Specification: MLLP, release 1). */
const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;
const LF = 0x0a;

/** How much of what is not a frame is kept, for the problem report and to find a control id in it. */
const KEPT_BYTES = 4096;
const FIRST_CAPACITY = 16_384;
/** What a new message starts with; a VT not followed by one of them is content. */
const MESSAGE_STARTS = ['MSH', 'FHS', 'BHS'].map((name) => Buffer.from(name, 'latin1'));

export type FrameEvent =
  | { readonly kind: 'frame'; readonly bytes: Buffer }
  /** Bytes outside any frame, or a frame that never ended; at most the first 4,096 of them. Never a message to accept. */
  | { readonly kind: 'junk'; readonly bytes: Buffer; readonly reason: 'outside' | 'unclosed' }
  /** A frame longer than allowed, with its beginning (at most 4,096 bytes) so that its control id can be answered. */
  | { readonly kind: 'oversize'; readonly head: Buffer };

/** Wraps one payload for the wire: VT, payload, FS, CR. */
export function frame(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.of(VT), payload, Buffer.of(FS, CR)]);
}

/**
 * Cuts a byte stream into frames that depend on the bytes alone, never on how they were cut into packets, and lets no
 * bad frame take its neighbour along: an unclosed frame ends where the next message starts, an oversize one is skipped
 * to its end without being kept, junk and line ends between frames are set aside.
 *
 * A lone FS or VT inside a payload is content. FS directly followed by the next VT ends a frame too: some senders leave
 * the CR out. Memory is bounded by `maxFrameBytes`.
 */
export class Deframer {
  readonly #maxFrameBytes: number;
  #state: 'outside' | 'inside' | 'skipping' = 'outside';
  /** Bytes that wait for what follows them: an FS, or a VT and the beginning of a segment name. */
  #pending = Buffer.alloc(0);
  #kept = Buffer.alloc(FIRST_CAPACITY);
  #length = 0;
  #skipped = 0;

  constructor(maxFrameBytes = 16 * 1024 * 1024) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Bytes passed over since a frame turned out to be too long. */
  get skippedBytes(): number {
    return this.#skipped;
  }

  /** Bytes of a frame that is not complete yet. */
  get unfinishedBytes(): number {
    return this.#state === 'inside' ? this.#length : 0;
  }

  /** Takes the next packet and gives what it completes, in order. */
  push(chunk: Uint8Array): FrameEvent[] {
    const bytes = this.#pending.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([this.#pending, chunk]);
    this.#pending = Buffer.alloc(0);
    const events: FrameEvent[] = [];
    let at = 0;
    while (at < bytes.length) {
      const next = this.#state === 'outside' ? this.#readOutside(bytes, at, events) : this.#readInside(bytes, at, events);
      if (next === 'wait') {
        this.#pending = Buffer.from(bytes.subarray(at));
        break;
      }
      at = next;
    }
    return events;
  }

  /** Ends the stream: what is left is junk, however complete it looks. */
  end(): FrameEvent[] {
    const events: FrameEvent[] = [];
    if (this.#state !== 'skipping') {
      this.#keep(this.#pending, events);
      this.#setAside(this.#state === 'outside' ? 'outside' : 'unclosed', events);
    }
    this.#pending = Buffer.alloc(0);
    this.#enter('outside');
    return events;
  }

  #readOutside(bytes: Buffer, at: number, events: FrameEvent[]): number {
    const start = bytes.indexOf(VT, at);
    this.#keep(bytes.subarray(at, start < 0 ? bytes.length : start), events);
    if (start < 0) return bytes.length;
    this.#setAside('outside', events);
    this.#enter('inside');
    return start + 1;
  }

  #readInside(bytes: Buffer, at: number, events: FrameEvent[]): number | 'wait' {
    const mark = nextMark(bytes, at);
    if (mark > at) {
      this.#keep(bytes.subarray(at, mark), events);
      return mark;
    }
    return bytes[at] === FS ? this.#readEnd(bytes, at, events) : this.#readStart(bytes, at, events);
  }

  #readEnd(bytes: Buffer, at: number, events: FrameEvent[]): number | 'wait' {
    const following = bytes[at + 1];
    if (following === undefined) return 'wait';
    if (following !== CR && following !== VT) {
      this.#keep(bytes.subarray(at, at + 1), events);
      return at + 1;
    }
    if (this.#state === 'inside') events.push({ kind: 'frame', bytes: Buffer.from(this.#kept.subarray(0, this.#length)) });
    this.#enter('outside');
    return following === CR ? at + 2 : at + 1;
  }

  #readStart(bytes: Buffer, at: number, events: FrameEvent[]): number | 'wait' {
    const following = bytes.subarray(at + 1, at + 4);
    if (MESSAGE_STARTS.some((start) => start.equals(following))) {
      if (this.#state === 'inside') this.#setAside('unclosed', events);
      this.#enter('inside');
      return at + 1;
    }
    if (MESSAGE_STARTS.some((start) => start.subarray(0, following.length).equals(following))) return 'wait';
    this.#keep(bytes.subarray(at, at + 1), events);
    return at + 1;
  }

  #keep(bytes: Buffer, events: FrameEvent[]): void {
    if (this.#state === 'skipping') {
      this.#skipped += bytes.length;
      return;
    }
    const limit = this.#state === 'outside' ? KEPT_BYTES : this.#maxFrameBytes;
    const room = Math.min(bytes.length, limit - this.#length);
    this.#reserve(this.#length + room);
    bytes.copy(this.#kept, this.#length, 0, room);
    this.#length += room;
    if (this.#state === 'inside' && room < bytes.length) {
      events.push({ kind: 'oversize', head: Buffer.from(this.#kept.subarray(0, Math.min(this.#length, KEPT_BYTES))) });
      this.#enter('skipping');
      this.#skipped = bytes.length - room;
    }
  }

  #setAside(reason: 'outside' | 'unclosed', events: FrameEvent[]): void {
    const kept = this.#kept.subarray(0, Math.min(this.#length, KEPT_BYTES));
    const isSilence = kept.every((byte) => byte === CR || byte === LF || (reason === 'unclosed' && byte === VT));
    if (!isSilence) events.push({ kind: 'junk', bytes: Buffer.from(kept), reason });
  }

  #enter(state: 'outside' | 'inside' | 'skipping'): void {
    this.#state = state;
    this.#skipped = 0;
    this.#length = 0;
    if (this.#kept.length > FIRST_CAPACITY) this.#kept = Buffer.alloc(FIRST_CAPACITY);
  }

  #reserve(size: number): void {
    if (size <= this.#kept.length) return;
    const larger = Buffer.alloc(Math.max(size, Math.min(this.#kept.length * 2, this.#maxFrameBytes)));
    this.#kept.copy(larger, 0, 0, this.#length);
    this.#kept = larger;
  }
}

function nextMark(bytes: Buffer, at: number): number {
  for (let index = at; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === FS || byte === VT) return index;
  }
  return bytes.length;
}
