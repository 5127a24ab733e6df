import { Choice } from '../../components/choice.tsx'
import type { Who } from './use-who.ts'

/** 为谁预约; nothing while there is only oneself. */
export function WhoChoice({ people, who, choose }: Pick<Who, 'people' | 'who' | 'choose'>) {
  if (people.length < 2) return null
  return (
    <Choice
      look="chips"
      label="为谁预约"
      options={people.map(({ personId, name, note }) => ({
        value: String(personId),
        words: note === undefined ? name : `${name}（${note}）`,
      }))}
      value={who?.personId ?? null}
      onChange={choose}
    />
  )
}
