/** The fair's mark: an eight-pointed star, drawn in the colour of the text around it. */
export function Star({ className }: { className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 40 40" fill="currentColor" aria-hidden="true">
      <path d="M40 20L34.14 25.86L34.14 34.14L25.86 34.14L20 40L14.14 34.14L5.86 34.14L5.86 25.86L0 20L5.86 14.14L5.86 5.86L14.14 5.86L20 0L25.86 5.86L34.14 5.86L34.14 14.14Z" />
    </svg>
  );
}
