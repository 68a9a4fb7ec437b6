/** What is wrong with a form as a whole. */
export function FormError({ words }: { words: string | null }) {
  if (!words) return null;
  return (
    <p role="alert" className="rounded-md bg-end-wash px-4 py-3 text-end-text text-sm">
      {words}
    </p>
  );
}
