/** Two feathers over a small circle, in one colour. */
export const Mark = ({ size = 26 }: { readonly size?: number }) => (
  <svg viewBox="0 0 32 32" width={size} height={size} fill="currentColor" aria-hidden="true">
    <path d="M3.5 28.5C2 14.5 11 3.5 29 3.5c-1.6 4.6-5.2 6.6-9.5 8.2C11.6 14.6 6.4 18.5 3.5 28.5Z" />
    <path d="M8.2 25.2c2.6-6.6 8.2-10.4 19.6-11.7-1.6 4.2-4.8 5.6-8.3 6.7-4.6 1.4-8.2 2.4-11.3 5Z" />
    <circle cx="21.8" cy="25.6" r="3.3" />
  </svg>
)
