// Why a child needs a case of its own, and the clocks that follow.
import { defineWords } from '@umai/words'

export const linkWords = defineWords({
  kk: {
    'report-emergency': 'Хабарлама шұғыл: қазір қауіп бар',
    'report-urgent': 'Хабарламада жарақат, қару не белгісіз қауіп аталған',
    'risk-high': 'Отбасындағы тәуекел жоғары деп бағаланды',
    'risk-raised': 'Отбасындағы тәуекел жоғарылаған деп бағаланды',
    'child-in-home': 'Бала зорлық болған үйде тұрады',
    openDuty: 'Балаға жеке іс ашу',
    openStart: 'Қауіп белгілері бар үйде бала',
    seeDuty: 'Баланы көру, мүмкін болса оңаша сөйлесіп, қаупін бағалау',
    seeStart: 'Баланың жеке ісі ашылды',
  },
  ru: {
    'report-emergency': 'Сообщение экстренное: опасность сейчас',
    'report-urgent': 'В сообщении названы повреждения, оружие или неизвестная опасность',
    'risk-high': 'Риск в семье оценён как высокий',
    'risk-raised': 'Риск в семье оценён как повышенный',
    'child-in-home': 'Ребёнок живёт в доме, где было насилие',
    openDuty: 'Открыть ребёнку собственное дело',
    openStart: 'Ребёнок в доме с признаками опасности',
    seeDuty: 'Увидеть ребёнка, по возможности поговорить наедине, оценить его риск',
    seeStart: 'Открыто собственное дело ребёнка',
  },
  en: {
    'report-emergency': 'The report is an emergency: there is danger now',
    'report-urgent': 'The report names injuries, a weapon or danger that is not known',
    'risk-high': 'The risk in the family was assessed as high',
    'risk-raised': 'The risk in the family was assessed as raised',
    'child-in-home': 'The child lives in a home where violence happened',
    openDuty: 'Open a case of its own for the child',
    openStart: 'A child in a home with signs of danger',
    seeDuty: 'See the child, alone where possible, and assess the risk to it',
    seeStart: 'The child was given a case of its own',
  },
})
