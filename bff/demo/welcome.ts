import { roleWords } from '#shared/accounts/roles.words.ts'
import type { Accounts } from '../accounts/accounts.service.ts'

/** What whoever typed `npm start` wants to know: where, as whom, and how into WeChat's tools. */
export const welcome = async (
  address: string,
  { listDemoPeople }: Pick<Accounts, 'listDemoPeople'>,
): Promise<string> => {
  const people = await listDemoPeople()
  const lines = people.map(({ name, who, posts }) => {
    const role = posts[0] ? roleWords[posts[0].role] : ''
    return `    ${name}${role === '' ? '' : ` · ${role}`} – ${who}`
  })
  return [
    '',
    `  Linli (邻里) is running:   ${address}`,
    `  API, to read and try:      ${address}/docs`,
    '  Stop with Ctrl-C.',
    '',
    '  Choose who to be on the page (登录):',
    ...lines,
    '',
    "  For WeChat's developer tools: npm run build:weapp, then open the folder miniprogram/",
    '  (it points them to miniprogram/dist/weapp).',
    '',
  ].join('\n')
}
