// Telephone numbers, e-mail addresses and sex, as written on forms.

/** A Kazakhstan number as 7XXXXXXXXXX: a leading 8 is a leading 7. Other countries' numbers keep their digits. */
export function parsePhone(text: string): string | undefined {
  const digits = text.replace(/\D/g, '')
  if (/^(\d)\1+$/.test(digits)) return undefined
  if (digits.length === 10 && /^[67]/.test(digits)) return `7${digits}`
  if (digits.length === 11 && digits.startsWith('8')) return `7${digits.slice(1)}`
  if (digits.length >= 10 && digits.length <= 15) return digits
  return undefined
}

export function parseEmail(text: string): string | undefined {
  const trimmed = text.trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed)
    ? trimmed.normalize('NFKD').replace(/[^ -~]/g, '')
    : undefined
}

const SEXES: Readonly<Record<string, 'm' | 'f'>> = {
  m: 'm',
  male: 'm',
  man: 'm',
  м: 'm',
  муж: 'm',
  мужской: 'm',
  мужчина: 'm',
  ер: 'm',
  еркек: 'm',
  е: 'm',
  erkek: 'm',
  1: 'm',
  f: 'f',
  female: 'f',
  woman: 'f',
  ж: 'f',
  жен: 'f',
  женский: 'f',
  женщина: 'f',
  әйел: 'f',
  ә: 'f',
  aiel: 'f',
  äiel: 'f',
  2: 'f',
}

export function parseSex(text: string): 'm' | 'f' | undefined {
  return SEXES[text.trim().toLowerCase().replace(/\.$/, '')]
}
