import { existsSync } from 'node:fs'
import path from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** Where devices are let in over MQTT. */
export interface MqttSettings {
  readonly host: string
  readonly port: number
  /** Files with PEM key and certificate; undefined: plain, on this machine only. */
  readonly tls: { readonly keyFile: string; readonly certificateFile: string } | undefined
  readonly maxConnections: number
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\./.test(host)

/** Settings of the MQTT door; undefined: closed. What is wrong is added to `faults`. */
export const readMqttSettings = (env: Env, faults: string[]): MqttSettings | undefined => {
  if (!env.MQTT_PORT) return undefined
  const host = env.MQTT_HOST ?? '127.0.0.1'
  const keyFile = env.MQTT_TLS_KEY
  const certificateFile = env.MQTT_TLS_CERTIFICATE
  const port = Number(env.MQTT_PORT)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    faults.push('MQTT_PORT must be a port number')
  const maxConnections = Number(env.MQTT_MAX_CONNECTIONS ?? 10_000)
  if (!Number.isInteger(maxConnections) || maxConnections < 1)
    faults.push('MQTT_MAX_CONNECTIONS must be a number above 0')
  if (Boolean(keyFile) !== Boolean(certificateFile))
    faults.push('MQTT_TLS_KEY and MQTT_TLS_CERTIFICATE belong together')
  const tls =
    keyFile && certificateFile
      ? { keyFile: path.resolve(keyFile), certificateFile: path.resolve(certificateFile) }
      : undefined
  if (tls && !(existsSync(tls.keyFile) && existsSync(tls.certificateFile)))
    faults.push('MQTT_TLS_KEY and MQTT_TLS_CERTIFICATE must be files')
  if (!tls && !isLoopback(host))
    faults.push('MQTT_HOST may leave this machine only with MQTT_TLS_KEY and MQTT_TLS_CERTIFICATE')
  return { host, port, tls, maxConnections }
}
