import { useState } from 'react'
import { deleteMe, exportMe } from '#shared/accounts/accounts.contract.ts'
import { say } from '../../components/toast.tsx'
import { call, download, releaseFile } from '../../platform/api.ts'
import { asFailure } from '../../platform/failure.ts'
import { keepTextFile } from '../../platform/keep-file.ts'
import { goTab } from '../../platform/navigation.ts'
import { signOut } from '../../platform/session.ts'

/** Taking one's data along, and leaving for good. */
export const useMyData = () => {
  const [busy, setBusy] = useState<'export' | 'delete' | null>(null)

  const attempt = async (name: 'export' | 'delete', work: () => Promise<void>) => {
    setBusy(name)
    try {
      await work()
    } catch (thrown) {
      say(asFailure(thrown).words, 'problem')
    } finally {
      setBusy(null)
    }
  }
  const takeAlong = () =>
    attempt('export', async () => {
      const path = await download(exportMe, {})
      const kept = await keepTextFile(path, '邻里-我的资料.json')
      // A browser still reads the file after the click.
      setTimeout(() => releaseFile(path), 60_000)
      if (!kept) return say('没有保存成功，请再试一次', 'problem')
      say(process.env.TARO_ENV === 'h5' ? '已经存到您的设备上' : '已经复制，可以粘贴发给自己')
    })
  const leave = () =>
    attempt('delete', async () => {
      await call(deleteMe, {})
      await signOut()
      await goTab('home')
      say('账号已经注销，您的名字和电话都删掉了')
    })
  return { busy, takeAlong, leave }
}
