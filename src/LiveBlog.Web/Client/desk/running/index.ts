// Running an event and what is around it: the forms work without any of this.
import { closing } from "./closing";
import { names } from "./names";
import { quickTimes } from "./quick-times";
import { related } from "./related";

export { essentials } from "./essentials";

export function running(): void {
  closing();
  quickTimes();
  names();
  related();
}
