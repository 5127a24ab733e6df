import closeWithGrace from 'close-with-grace'
import { readSettings } from '../../env.ts'
import { connectPlatform } from '../../platform/connect-platform.ts'
import { createReadings } from '../../readings/readings.service.ts'
import { createMqttDoor } from './mqtt-door.ts'

/**
 * The MQTT door as a process of its own: a fault of the broker ends this one, and the server starts
 * it again. It ends with the server, also when that is killed.
 */
const settings = readSettings(process.env)
if (!settings.mqtt) throw new Error('MQTT_PORT is missing')
const platform = await connectPlatform(settings)
const readings = createReadings(platform)
const door = createMqttDoor(platform, readings, settings.mqtt)

const grace = closeWithGrace({ delay: 5000, logger: false }, async ({ err }) => {
  if (err) platform.log.error({ err }, 'the door falls')
  await door.close()
  await platform.liveBus.stop()
  await platform.jobs.stop()
  await platform.database.close()
})
process.once('disconnect', () => grace.close())

await platform.liveBus.start()
const port = await door.open()
process.send?.({ port })
