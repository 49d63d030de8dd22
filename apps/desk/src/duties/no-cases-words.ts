// Of the first page of those who work no cases; the names are those of the places in the bar.
import { defineWords } from '@umai/words'

export const noCasesWords = defineWords({
  kk: {
    title: 'Сіз іс жүргізбейсіз',
    about: 'Мұнда істер бойынша міндеттер көрінеді. Сіздің жұмысыңыз мына бөлімдерде:',
    duplicates: 'Қайталанған жазбалар',
    users: 'Қызметкерлер',
    agencies: 'Мекемелер',
    services: 'Көмек орындары',
    instruments: 'Бағалау құралдары',
    system: 'Жүйе күйі',
    law: 'Заң',
  },
  ru: {
    title: 'Дел вы не ведёте',
    about: 'Здесь видны обязанности по делам. Ваша работа в этих разделах:',
    duplicates: 'Возможные повторы',
    users: 'Сотрудники',
    agencies: 'Ведомства',
    services: 'Места помощи',
    instruments: 'Инструменты оценки',
    system: 'Состояние системы',
    law: 'Закон',
  },
  en: {
    title: 'You work no cases',
    about: 'Duties in cases show here. Your work is in these sections:',
    duplicates: 'Possible duplicates',
    users: 'Staff',
    agencies: 'Agencies',
    services: 'Places of help',
    instruments: 'Risk instruments',
    system: 'System health',
    law: 'Law',
  },
})
