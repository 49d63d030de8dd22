import { formatNumber, type Lang } from '@umai/words'

/** Megabytes as people write them; a small file is never "0". */
export const megabytesOf = (bytes: number, lang: Lang): string =>
  formatNumber(Math.max(0.1, Math.round(bytes / 104_857.6) / 10), lang)
