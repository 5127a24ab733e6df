import Taro from '@tarojs/taro'

let audio: AudioContext | null = null

/**
 * Two soft notes: something new. Browsers stay silent until it was played once in a tap, so offer a
 * button that tests it. False when the browser refused.
 */
export const playNewTone = async (): Promise<boolean> => {
  if (process.env.TARO_ENV !== 'h5') {
    const player = Taro.createInnerAudioContext()
    player.src = '/assets/new-tone.wav'
    player.onEnded(() => player.destroy())
    player.onError(() => player.destroy())
    player.play()
    return true
  }
  audio ??= new AudioContext()
  // resume() of a browser that waits for a tap never settles, so it is not awaited for ever.
  await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 300))])
  if (audio.state !== 'running') return false
  note(audio, 659.3, 0)
  note(audio, 880, 0.18)
  return true
}

const note = (context: AudioContext, hertz: number, after: number): void => {
  const start = context.currentTime + after
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.3, start + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.45)
  tone.connect(volume).connect(context.destination)
  tone.start(start)
  tone.stop(start + 0.5)
}
