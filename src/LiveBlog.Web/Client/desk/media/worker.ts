// Runs in a worker, beside the page: decoding and encoding a photo takes longer than a keystroke may.
import { reduce, type Reduced } from "./reduce";

interface Scope {
  onmessage: ((message: MessageEvent<{ readonly id: number; readonly file: Blob }>) => void) | null;
  postMessage(answer: { readonly id: number; readonly reduced?: Reduced; readonly failure?: string }): void;
}

const scope = self as unknown as Scope;
scope.onmessage = async ({ data: { id, file } }) => {
  try {
    scope.postMessage({ id, reduced: await reduce(file) });
  } catch (failure) {
    scope.postMessage({ id, failure: String(failure) });
  }
};
