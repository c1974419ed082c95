/// Who may pass which door, and how often? API keys, what they permit, and their rate limits.
///
/// [KeysFile] and [DevelopmentKey] fill the [KeyRing]; the [Gatekeeper] decides; [GuardedEndpoint]
/// stands at the door.
@NullMarked
package io.activityledger.access;

import org.jspecify.annotations.NullMarked;
