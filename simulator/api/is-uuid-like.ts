/** Whether oslo.utils takes a text for a UUID: hyphens, braces and urn:uuid: are passed over, so is the case. */
export const isUuidLike = (text: string): boolean =>
  /^[0-9a-f]{32}$/i.test(text.replace('urn:', '').replace('uuid:', '').replaceAll(/[{}-]/g, ''));
