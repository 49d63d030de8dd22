import { describe, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { listNames } from './choose.ts'
import { bendPatronymic, bendSurname, spellFullName } from './full-name.ts'
import { parseNames, SPELLINGS, type SpelledName, spellName } from './spelling.ts'

const name = (text: string): SpelledName => parseNames(text)[0] as SpelledName

describe('names', () => {
  test('the lists are large', () => {
    const { given, surnames } = listNames()

    expect(given.female.length).toBeGreaterThanOrEqual(400)
    expect(given.male.length).toBeGreaterThanOrEqual(400)
    expect(surnames.length).toBeGreaterThanOrEqual(800)
  })

  test('the lists hold Cyrillic letters only, the Russian forms no Kazakh letter', () => {
    const { given, surnames } = listNames()

    for (const { kk, ru } of [...given.female, ...given.male, ...surnames]) {
      expect(kk).toMatch(/^[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(-[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+)?$/)
      for (const form of ru) expect(form).toMatch(/^[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)?$/)
    }
  })

  test.each([
    ['Серік', 'Серіков', 'Серікова', 'Сериков', 'Серикова'],
    ['Абай', 'Абаев', 'Абаева', 'Абаев', 'Абаева'],
    ['Әли=Али', 'Әлиев', 'Әлиева', 'Алиев', 'Алиева'],
    ['Тілеу=Тлеу', 'Тілеуов', 'Тілеуова', 'Тлеуов', 'Тлеуова'],
    ['Мұса', 'Мұсаев', 'Мұсаева', 'Мусаев', 'Мусаева'],
    ['Мұқаш=Мукаш', 'Мұқашев', 'Мұқашева', 'Мукашев', 'Мукашева'],
  ])(
    '%s gives surnames of both sexes in both spellings',
    (stem, kkMan, kkWoman, ruMan, ruWoman) => {
      const parts = { stem: name(stem), form: 'bending' } as const

      expect(bendSurname(parts, 'male')).toEqual({ kk: kkMan, ru: ruMan })
      expect(bendSurname(parts, 'female')).toEqual({ kk: kkWoman, ru: ruWoman })
    },
  )

  test.each([
    ['Иванов', 'Иванова'],
    ['Ильин', 'Ильина'],
    ['Покровский', 'Покровская'],
    ['Толстой', 'Толстая'],
    ['Белый', 'Белая'],
  ])('%s is %s for a woman', (man, woman) => {
    expect(bendSurname({ stem: name(man), form: 'slavic' }, 'female').ru).toBe(woman)
  })

  test.each([
    ['Серік', 'Серикович', 'Сериковна'],
    ['Абай', 'Абаевич', 'Абаевна'],
    ['Юрий', 'Юрьевич', 'Юрьевна'],
    ['Дмитрий', 'Дмитриевич', 'Дмитриевна'],
    ['Георгий', 'Георгиевич', 'Георгиевна'],
    ['Игорь', 'Игоревич', 'Игоревна'],
    ['Илья', 'Ильич', 'Ильинична'],
    ['Павел', 'Павлович', 'Павловна'],
    ['Мұса', 'Мусаевич', 'Мусаевна'],
  ])('the children of %s are %s and %s', (father, son, daughter) => {
    const parts = { father: name(father), form: 'ovich' } as const

    expect(bendPatronymic(parts, 'male').ru).toBe(son)
    expect(bendPatronymic(parts, 'female').ru).toBe(daughter)
  })

  test('one woman is spelled in six ways', () => {
    const parts = {
      surname: { stem: name('Жүсіп=Жусуп'), form: 'bending' },
      secondSurname: null,
      given: name('Әсел=Асель'),
      patronymic: { father: name('Серік'), form: 'uly' },
    } as const

    const spelled = SPELLINGS.map((spelling) =>
      Object.values(spellFullName({ parts, sex: 'female' }, spelling)).join(' '),
    )

    expect(spelled).toEqual([
      'Жүсіпова Әсел Серікқызы',
      'Жусупова Асель Сериккызы',
      'Zhusipova Asel Serikkyzy',
      'Júsipova Ásel Serikqyzy',
      'Jüsıpova Äsel Serıkqyzy',
      'Zhusupova Asel Serikkyzy',
    ])
  })

  test('гүл is softened in Russian before a consonant only', () => {
    expect(name('Гүлнәр').ru).toEqual(['Гульнар'])
    expect(name('Айгүл').ru).toEqual(['Айгуль'])
    expect(name('Гүлім').ru).toEqual(['Гулим'])
  })

  test('an informal spelling sometimes doubles the s between vowels', () => {
    const random = createRandom('assel')
    const spelled = new Set(
      Array.from({ length: 50 }, () => spellName(name('Әсел=Асель'), 'informal', { random })),
    )

    expect(spelled).toContain('Assel')
    expect(spelled).toContain('Asel')
  })
})
