/// <reference types="@tarojs/taro" />

declare module '*.png'
declare module '*.mp3'
declare module '*.wav'
declare module '*.scss'

/** Where the API is, e.g. `https://linli.example.cn`; empty in the web page (same origin). */
declare const LINLI_API_ORIGIN: string

declare module '*.module.scss' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
