import * as contract from '#shared/devices/devices.contract.ts'
import type { CallbackAnswer, CallbackCall, Kernel } from '../http/serve.ts'
import type { Devices } from './devices.service.ts'

export const serveDevices = (
  serve: Kernel,
  { desk, vendors }: Devices,
  takeVendorReadings: (call: CallbackCall) => Promise<CallbackAnswer>,
): void => {
  serve.json(contract.listDevices, async ({ actor, params }) => ({
    devices: await desk.list(actor, params.subdistrictId),
  }))
  serve.json(contract.readDevice, ({ actor, params }) => desk.read(actor, params))
  serve.json(contract.registerDevice, async ({ actor, params, body, once }) => ({
    device: await desk.register(actor, params.subdistrictId, once, body),
  }))
  serve.json(contract.changeDevice, async ({ actor, params, body }) => ({
    device: await desk.change(actor, params, body),
  }))
  serve.json(contract.assignDevice, async ({ actor, params, body }) => ({
    device: await desk.assign(actor, params, body),
  }))
  serve.json(contract.unassignDevice, async ({ actor, params }) => ({
    device: await desk.unassign(actor, params),
  }))
  serve.json(contract.rotateDeviceCredentials, ({ actor, params, body }) =>
    desk.rotate(actor, params, body.endFormerNow),
  )
  serve.json(contract.listQuarantine, ({ actor, params, query }) =>
    desk.quarantined(actor, params.subdistrictId, query.deviceId),
  )
  serve.json(contract.listVendors, async ({ params }) => ({
    vendors: await vendors.list(params.subdistrictId),
  }))
  serve.json(contract.registerVendor, ({ actor, params, body }) =>
    vendors.register(actor, params.subdistrictId, body),
  )
  serve.json(contract.rotateVendorSecret, ({ actor, params, body }) =>
    vendors.rotate(actor, params, body.endFormerNow),
  )
  serve.callback(contract.vendorReadings, takeVendorReadings)
}
