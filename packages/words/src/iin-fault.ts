// What is wrong with an IIN, said the same while it is typed and by the server that refuses it.
import { defineWords, say } from './define-words.ts'
import type { Lang } from './lang.ts'

const iinFaultWords = defineWords({
  kk: {
    length: 'ЖСН 12 цифрдан тұрады, мұнда {length}',
    same: 'ЖСН-ның барлық цифры бірдей болмайды',
    date: '3–6-орындардағы ай мен күн дұрыс емес',
    century: '7-орындағы {digit} цифры дұрыс емес: онда 1–8 тұрады',
    check: '12-орындағы {digit} бақылау цифры алдыңғы он бір цифрға сәйкес келмейді',
  },
  ru: {
    length: 'В ИИН 12 цифр, здесь их {length}',
    same: 'Все цифры одинаковы: такого ИИН не бывает',
    date: 'Месяца и дня на местах 3–6 не бывает',
    century: 'Цифры {digit} на месте 7 не бывает: там стоит 1–8',
    check: 'Контрольная цифра {digit} на месте 12 не сходится с первыми одиннадцатью',
  },
  en: {
    length: 'An IIN has 12 digits, here there are {length}',
    same: 'The digits are all the same, which no IIN has',
    date: 'The month and day at positions 3 to 6 do not exist',
    century: 'The digit {digit} at position 7 cannot be: 1 to 8 stands there',
    check: 'The check digit {digit} at position 12 does not agree with the first eleven',
  },
})

type Fault =
  | Readonly<{ what: 'length'; length: number }>
  | Readonly<{ what: 'same' | 'date' }>
  | Readonly<{ what: 'century' | 'check'; digit: string }>

export const sayIinFault = (fault: Fault, lang: Lang): string => {
  const words = say(iinFaultWords, lang)
  switch (fault.what) {
    case 'length':
      return words.length({ length: fault.length })
    case 'century':
    case 'check':
      return words[fault.what]({ digit: fault.digit })
    default:
      return words[fault.what]
  }
}
