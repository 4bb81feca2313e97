/** Lets one act through at a time. Closed in the press itself: a second press of a double click comes before the first is drawn. */
export function actGate(): { enter: () => boolean; leave: () => void } {
  let isInside = false;
  return {
    enter: () => {
      if (isInside) return false;
      isInside = true;
      return true;
    },
    leave: () => {
      isInside = false;
    },
  };
}
