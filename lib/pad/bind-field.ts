import type { Pad } from "./pad";
import { type Change, editOf, moved } from "./text-edit";

/**
 * Makes a field show what is on a pad, and writes what is typed, until the function that it returns is called. The caret stays where it
 * was in the text, whatever others write. `onCut`: what was typed or pasted did not fit.
 */
export function bindField(field: HTMLTextAreaElement, pad: Pad, onCut: () => void): () => void {
  let shown = pad.state.value.text;
  field.value = shown;
  const paint = (changes: readonly Change[]) => {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
    shown = pad.state.value.text;
    field.value = shown;
    field.setSelectionRange(moved(selectionStart, changes), moved(selectionEnd, changes), selectionDirection);
    field.scrollTop = scrollTop;
  };
  let isComposing = false;
  const take = () => {
    if (isComposing || field.value === shown) return;
    const caret = field.selectionEnd;
    const fits = pad.edit(editOf(shown, field.value, caret));
    shown = pad.state.value.text;
    if (fits && field.value === shown) return;
    field.value = shown;
    field.setSelectionRange(caret, caret);
    if (!fits) onCut();
  };
  const compose = () => {
    isComposing = true;
    pad.hold(true);
  };
  const settle = () => {
    isComposing = false;
    take();
    pad.hold(false);
  };
  const takeBack = (isRedo: boolean) => {
    if (field.readOnly) return;
    if (isRedo) pad.redo();
    else pad.undo();
  };
  // The field's own history knows nothing of what others wrote in between.
  const before = (event: InputEvent) => {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    takeBack(event.inputType === "historyRedo");
  };
  const press = (event: KeyboardEvent) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
    const isRedo = event.key.toLowerCase() === "y" && event.ctrlKey;
    if (!isUndo && !isRedo) return;
    event.preventDefault();
    takeBack(isRedo || event.shiftKey);
  };
  const say = () => pad.say();
  const stop = pad.onChange(paint);
  const heard = new AbortController();
  const { signal } = heard;
  field.addEventListener("input", take, { signal });
  field.addEventListener("compositionstart", compose, { signal });
  field.addEventListener("compositionend", settle, { signal });
  field.addEventListener("beforeinput", before, { signal });
  field.addEventListener("keydown", press, { signal });
  field.addEventListener("blur", say, { signal });
  return () => {
    heard.abort();
    stop();
    pad.hold(false);
    pad.say();
  };
}
