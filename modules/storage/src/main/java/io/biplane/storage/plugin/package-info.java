/**
 * What journal and snapshot store have in common as plugins of Akka Persistence: opening their files without blocking anybody.
 *
 * <p>Entry types: {@link io.biplane.storage.plugin.PluginStore}, a store that may still be opening, and {@link
 * io.biplane.storage.plugin.PluginFiles}, which opens the files that a plugin's configuration names.
 *
 * <p>Left out: the plugins themselves, which are in {@code journal} and {@code snapshot}, and their settings' defaults, which are in
 * {@code reference.conf}.
 *
 * <p>Invariants: requests are carried out in the order they came, whether they had to wait or not; each is answered, also when opening
 * fails or the plugin stops; a store that nobody wants any more is closed.
 *
 * <p>Thread and time: files are opened on a dispatcher for blocking work; everything else happens on the plugin actor's thread. In a
 * simulation both are the simulation's one thread, and opening is one more task of it. No time of its own.
 *
 * <p>Sources: Akka 2.8 reference, "Building a storage backend for Akka Persistence" (plugin actors must not block) and
 * "Blocking Needs Careful Management".
 *
 * <p>Decisions: docs/decisions/0111.
 */
package io.biplane.storage.plugin;
