/// Who may pass which door, and how often? API keys, what they permit, workspaces and their
/// settings, rate limits, and which pages may call.
///
/// [KafkaAccess] puts it together: [KeysFile], [DevelopmentKey] and the environment fill the
/// [KeyRing], a [KeyDirectory] holds what the topic of keys says; the [Gatekeeper] decides;
/// [GuardedEndpoint] stands at the door. [KeyMint] makes keys.
@NullMarked
package io.activityledger.access;

import org.jspecify.annotations.NullMarked;
