/** On a cloud it takes its time, and somebody waits: tells how far it has come each time that another `step` is full. */
export function every(step: number, tell: (count: number) => void): (count: number) => void {
  let full = 0;
  return (count) => {
    if (Math.floor(count / step) === full) return;
    full = Math.floor(count / step);
    tell(count);
  };
}
