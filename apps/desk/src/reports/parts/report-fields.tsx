import { Button, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type Answer, reportChannels, speakerKinds } from '@umai/contract'
import { isLang, type Lang } from '@umai/words'
import { useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { useSearch } from '../../offline/search.ts'
import { Card } from '../../ui/card/card.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { DayField, TimeField } from '../../ui/day-field/day-field.tsx'
import { FactToggle } from '../../ui/fact-toggle/fact-toggle.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { nobody, type ReportTyped } from '../model.ts'
import { usePlaceName } from '../queries.ts'
import { channelNames, reportWords, speakerNames } from '../words.ts'
import { PersonFields, PhoneField } from './person-fields.tsx'

/** What the server finds wrong in a report, by the field it stands in. */
export const contentFaults = (error: unknown, lang: Lang): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(faultsByField(error, lang)).map(([path, text]) => [
      path.replace(/^\/content/, ''),
      text,
    ]),
  )

/** The fields of a report, the same while it is taken and while it is corrected. */
export const ReportFields = ({
  typed,
  onChange,
  faults,
  homePlace,
}: {
  readonly typed: ReportTyped
  readonly onChange: (typed: ReportTyped) => void
  readonly faults: Readonly<Record<string, string>>
  /** A place whose name is known already. */
  readonly homePlace: Found
}) => {
  const words = useWords(reportWords)
  const channels = useWords(channelNames)
  const speakers = useWords(speakerNames)
  const { lang } = useLanguage()
  const set = (change: Partial<ReportTyped>) => onChange({ ...typed, ...change })
  const [placeTyped, setPlaceTyped] = useState('')
  const [found, setFound] = useState<Found>(homePlace)
  const known = [found, homePlace].find(({ value }) => value === typed.kato)
  const itsName = usePlaceName(known === undefined ? typed.kato : null)
  const place =
    typed.kato === null
      ? null
      : (known ?? { value: typed.kato, label: itsName?.[lang] ?? typed.kato })
  const places = useSearch(placeTyped, ['place']).map((hit) => ({
    value: hit.id,
    label: hit.subtitle ? `${hit.title[lang]}, ${hit.subtitle[lang]}` : hit.title[lang],
  }))
  const danger = (name: keyof ReportTyped['danger']) => (
    <FactToggle
      question={words[`danger-${name}`]}
      value={typed.danger[name]}
      onChange={(answer: Answer) => set({ danger: { ...typed.danger, [name]: answer } })}
    />
  )
  return (
    <>
      <Card title={words.how}>
        <div className="take-part">
          <Choice
            label={words.channel}
            value={typed.channel}
            onChange={(channel) => set({ channel })}
            options={reportChannels.map((one) => ({ value: one, label: channels[one] }))}
          />
          <Choice
            label={words.speaker}
            value={typed.speakerKind}
            onChange={(speakerKind) => set({ speakerKind })}
            options={speakerKinds.map((one) => ({ value: one, label: speakers[one] }))}
          />
          <div className="take-fields">
            {typed.speakerKind !== 'anonymous' && (
              <TextInput
                label={words.speakerName}
                value={typed.speakerName}
                maxLength={120}
                autoComplete="off"
                error={faults['/speaker/name']}
                onChange={(event) => set({ speakerName: event.currentTarget.value })}
              />
            )}
            <PhoneField
              label={words.speakerPhone}
              value={typed.speakerPhone}
              error={faults['/speaker/phone']}
              onChange={(speakerPhone) => set({ speakerPhone })}
            />
          </div>
          <Choice
            label={words.language}
            value={typed.language}
            onChange={(one) => set({ language: isLang(one) ? one : 'kk' })}
            options={[
              { value: 'kk' as Lang, label: 'Қазақша' },
              { value: 'ru' as Lang, label: 'Русский' },
              { value: 'en' as Lang, label: 'English' },
            ]}
          />
        </div>
      </Card>
      <Card title={words.danger}>
        <div className="take-dangers">
          {danger('now')}
          {danger('weapon')}
          {danger('injury')}
          {danger('allegedPresent')}
        </div>
      </Card>
      <Card title={words.what}>
        <div className="take-part">
          <Textarea
            className="take-narrative"
            label={words.narrative}
            description={words.narrativeHint}
            value={typed.narrative}
            maxLength={8000}
            minRows={4}
            error={faults['/narrative']}
            onChange={(event) => set({ narrative: event.currentTarget.value })}
          />
          <div className="take-fields">
            <DayField
              label={words.when}
              value={typed.on}
              text={typed.onText}
              onChange={(on, onText) => set({ on, onText })}
              withShortcuts
              noFuture
              error={faults['/occurred/on']}
            />
            <TimeField
              label={words.time}
              value={typed.time}
              text={typed.timeText}
              onChange={(time, timeText) => set({ time, timeText })}
              error={faults['/occurred/time']}
            />
            <FindField
              label={words.where}
              placeholder={words.wherePlaceholder}
              typed={placeTyped}
              onType={setPlaceTyped}
              found={places}
              chosen={place}
              error={faults['/place/kato']}
              onChoose={(value) => {
                setFound(places.find((one) => one.value === value) ?? found)
                set({ kato: value })
              }}
            />
            <TextInput
              label={words.address}
              placeholder={words.addressHint}
              value={typed.address}
              maxLength={300}
              autoComplete="off"
              error={faults['/place/address']}
              onChange={(event) => set({ address: event.currentTarget.value })}
            />
          </div>
        </div>
      </Card>
      <Card title={words.affected}>
        <PersonFields
          value={typed.affected}
          faults={faults}
          faultsAt="/affected"
          onChange={(affected) => set({ affected })}
        />
      </Card>
      <Card title={words.alleged}>
        <PersonFields
          value={typed.alleged}
          faults={faults}
          faultsAt="/alleged"
          onChange={(alleged) => set({ alleged })}
        />
      </Card>
      <Card
        title={words.children}
        aside={typed.children.length || undefined}
        actions={
          <Button
            size="xs"
            leftSection={<Icon of={IconPlus} size="small" />}
            onClick={() => set({ children: [...typed.children, nobody] })}
            disabled={typed.children.length >= 12}
          >
            {words.addChild}
          </Button>
        }
      >
        <div className="take-part">
          {typed.children.map((child, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a child has no name yet to be known by.
            <div key={at} className="take-part">
              <PersonFields
                isChild
                value={child}
                faults={faults}
                faultsAt={`/children/${at}`}
                onChange={(changed) =>
                  set({
                    children: typed.children.map((one, other) => (other === at ? changed : one)),
                  })
                }
              />
              <div>
                <Button
                  size="xs"
                  variant="subtle"
                  onClick={() =>
                    set({ children: typed.children.filter((_, other) => other !== at) })
                  }
                >
                  {words.removeChild}
                </Button>
              </div>
            </div>
          ))}
        </div>
      </Card>
      <Card title={words.safe}>
        <div className="take-part">
          <div className="take-dangers">
            <FactToggle
              question={words.mayContact}
              value={typed.mayContact}
              onChange={(mayContact) => set({ mayContact })}
            />
          </div>
          <div className="take-fields">
            <PhoneField
              label={words.safePhone}
              value={typed.safePhone}
              error={faults['/safeContact/phone']}
              onChange={(safePhone) => set({ safePhone })}
            />
            <TextInput
              label={words.safeWhen}
              placeholder={words.safeWhenHint}
              value={typed.safeWhen}
              maxLength={200}
              autoComplete="off"
              error={faults['/safeContact/when']}
              onChange={(event) => set({ safeWhen: event.currentTarget.value })}
            />
          </div>
        </div>
      </Card>
    </>
  )
}
