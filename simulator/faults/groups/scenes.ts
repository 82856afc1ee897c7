import type { ActionOf } from '../../playing/action';

/** What most counterexamples begin with, and go on with. */
export const imageServer: ActionOf<'create'> = { do: 'create', boots: 'image' };
export const volumeServer: ActionOf<'create'> = { do: 'create', boots: 'volume' };
export const onIncapable: ActionOf<'create'> = { ...volumeServer, on: 'incapable' };
export const rescue: ActionOf<'rescue'> = { do: 'rescue' };
/** With the opt-in, and an image that every edition takes. */
export const optedRescue: ActionOf<'rescue'> = { do: 'rescue', at: '2.87', image: 'stable' };
export const unrescue: ActionOf<'unrescue'> = { do: 'unrescue' };
/** Of no server, where none was made. */
export const show: ActionOf<'show'> = { do: 'show' };
export const listFlavors: ActionOf<'list flavors'> = { do: 'list flavors' };
