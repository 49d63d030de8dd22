// What is wrong with a row and what to do about it, in Kazakh, Russian and English.
import { type RowFault, type RowFaultCode, readCellsFound } from '../intake/row-fault.ts'
import type { Settings } from '../settings/settings.ts'
import { fill, type Lang, refTitle } from './words.ts'

export type FaultWords = {
  /** What is wrong, and what became of the row. */
  readonly what: string
  readonly todo: string
}

export const faultWords: Readonly<Record<Lang, Readonly<Record<RowFaultCode, FaultWords>>>> = {
  kk: {
    'record-without-id': {
      what: 'Жазба нөмірі жоқ; жол алынбады',
      todo: 'Файлды жіберген мекемеден жазбаның нөмірін сұрап, файлды қайта жүктеңіз.',
    },
    'record-id-repeated': {
      what: 'Бұл нөмірлі жазба жоғарыда бар; бұл жол алынбады',
      todo: 'Екі жолды салыстырып, файлда біреуін қалдырыңыз немесе екіншісіне өз нөмірін беріңіз.',
    },
    'value-unreadable': {
      what: 'Мәні оқылмайды; жазба осы мәнсіз салыстырылды',
      todo: 'Файлдағы мәнді түзетіңіз; мұндай мән көп болса, баптауда өріске дұрыс баған берілгенін тексеріңіз.',
    },
    'line-not-utf8': {
      what: 'Әріптері UTF-8 емес; жол алынбады',
      todo: 'Файл ескі Windows бағдарламасынан болса, «--encoding windows-1251» деп оқыңыз немесе UTF-8 етіп қайта сақтаңыз.',
    },
    'line-too-long': {
      what: 'Жол тым ұзын (1 МБ-тан көп); алынбады',
      todo: 'Файлдағы жол соңдарын тексеріңіз: бірнеше жазба бір жолға бірігіп кеткен болуы мүмкін.',
    },
    'line-with-nul': {
      what: 'Жолда нөлдік таңба бар; алынбады',
      todo: 'Файл жолда бүлінген болуы мүмкін: оны қайта көшіріп алыңыз.',
    },
    'row-wrong-width': {
      what: 'Ұяшық саны тақырыптағыдай емес; жол алынбады',
      todo: 'Мәндегі бөлгіш таңбаны тырнақшаға алыңыз немесе жетпейтін ұяшықты қосыңыз.',
    },
    'row-quote-open': {
      what: 'Тырнақша жабылмаған; жол алынбады',
      todo: 'Тырнақшаны жабыңыз немесе ол мәннің өзіне тиесілі болса, қосарлап жазыңыз.',
    },
    'cell-formula': {
      what: 'Ұяшықта формула тұр; мәтін ретінде алынды, орындалмады',
      todo: 'Мекемеден формуланың орнына мәннің өзін жазуды сұраңыз.',
    },
  },
  ru: {
    'record-without-id': {
      what: 'У записи нет номера; строка не взята',
      todo: 'Запросите номер записи у ведомства, приславшего файл, и загрузите файл снова.',
    },
    'record-id-repeated': {
      what: 'Запись с этим номером уже есть выше; эта строка не взята',
      todo: 'Сравните обе строки и оставьте в файле одну или дайте второй свой номер.',
    },
    'value-unreadable': {
      what: 'Значение не читается; запись сравнена без него',
      todo: 'Исправьте значение в файле; если таких много, проверьте, та ли колонка указана для этого поля в настройках.',
    },
    'line-not-utf8': {
      what: 'Буквы не в UTF-8; строка не взята',
      todo: 'Если файл из старой программы для Windows, прочитайте его с «--encoding windows-1251» или сохраните заново в UTF-8.',
    },
    'line-too-long': {
      what: 'Строка слишком длинная (больше 1 МБ); не взята',
      todo: 'Проверьте концы строк в файле: возможно, несколько записей слились в одну.',
    },
    'line-with-nul': {
      what: 'В строке нулевой знак; не взята',
      todo: 'Файл мог повредиться в пути: скопируйте его ещё раз.',
    },
    'row-wrong-width': {
      what: 'Ячеек не столько, сколько в заголовке; строка не взята',
      todo: 'Возьмите в кавычки значение, в котором стоит разделитель, или добавьте недостающую ячейку.',
    },
    'row-quote-open': {
      what: 'Кавычка не закрыта; строка не взята',
      todo: 'Закройте кавычку или, если она часть значения, напишите её дважды.',
    },
    'cell-formula': {
      what: 'В ячейке формула; взята как текст, не выполнена',
      todo: 'Попросите ведомство писать вместо формулы само значение.',
    },
  },
  en: {
    'record-without-id': {
      what: 'The record has no number; the row was left out',
      todo: 'Ask the office that sent the file for its number and load the file again.',
    },
    'record-id-repeated': {
      what: 'A record with this number comes earlier; this row was left out',
      todo: 'Compare the two rows and keep one in the file, or give the second a number of its own.',
    },
    'value-unreadable': {
      what: 'The value cannot be read; the record was compared without it',
      todo: 'Correct the value in the file; if there are many, check that the settings name the right column for this field.',
    },
    'line-not-utf8': {
      what: 'The letters are not UTF-8; the row was left out',
      todo: 'If the file comes from an older Windows program, read it with "--encoding windows-1251", or save it again as UTF-8.',
    },
    'line-too-long': {
      what: 'The line is too long (over 1 MB); it was left out',
      todo: 'Look at how the lines of the file end: several records may have run into one.',
    },
    'line-with-nul': {
      what: 'The line holds a zero byte; it was left out',
      todo: 'The file may have been damaged on its way: copy it again.',
    },
    'row-wrong-width': {
      what: 'Not as many cells as the header has; the row was left out',
      todo: 'Put the value that holds the separator into quotes, or add the cell that is missing.',
    },
    'row-quote-open': {
      what: 'A quote is left open; the row was left out',
      todo: 'Close the quote or, if it belongs to the value, write it twice.',
    },
    'cell-formula': {
      what: 'A formula stands in the cell; taken as text, not run',
      todo: 'Ask the office to write the value itself instead of the formula.',
    },
  },
}

const cells: Readonly<Record<Lang, string>> = {
  kk: '{1} орнына {0} ұяшық: {2}',
  ru: 'ячеек {0} вместо {1}: {2}',
  en: '{0} cells instead of {1}: {2}',
}

/** What stands in the row, with what intake says of it in the reader's language. */
export function faultValue(lang: Lang, { code, value }: Pick<RowFault, 'code' | 'value'>): string {
  const counted = code === 'row-wrong-width' ? readCellsFound(value) : undefined
  return counted === undefined
    ? value
    : fill(cells[lang], counted.found, counted.wanted, counted.row)
}

/** The column as the reader knows it: the title of the field, or the column as the file names it. */
export function faultColumn(lang: Lang, settings: Settings, { column, code }: RowFault): string {
  if (column === undefined) return ''
  return code === 'value-unreadable' ? refTitle(lang, settings, column) : column
}
