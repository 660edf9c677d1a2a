/** Between two announcements, in milliseconds: a screen reader is not to be talked over. */
const pause = 5_000;

/** Tells screen readers how many entries came, several arrivals at a time. */
export class Announcer {
  private count = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param element a live region (`role="status"`)
   * @param text the words for a count
   * @param paused whether the reader wants to hear nothing
   */
  constructor(
    private readonly element: HTMLElement | null,
    private readonly text: (count: number) => string,
    private readonly paused: () => boolean = () => false,
  ) {}

  add(count: number): void {
    if (count <= 0 || this.element === null || this.paused()) return;
    this.count += count;
    if (this.timer === undefined) this.speak();
  }

  private speak(): void {
    this.timer = undefined;
    // Emptied in between, the same words count as a change.
    if (this.element) this.element.textContent = this.count > 0 ? this.text(this.count) : "";
    if (this.count === 0) return;
    this.count = 0;
    this.timer = setTimeout(() => this.speak(), pause);
  }
}
