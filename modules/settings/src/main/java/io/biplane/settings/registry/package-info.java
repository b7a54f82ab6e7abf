/**
 * Cluster settings: which there are, who may see and set each, and which value counts.
 *
 * <p>Entry types: {@link io.biplane.settings.registry.SettingsRegistry}, the list of all settings, read from the reference
 * table; {@link io.biplane.settings.registry.SettingsSnapshot}, the values one virtual cluster sees at one moment.
 *
 * <p>Leaves out: where values are stored and how they travel, and who may change what, which is the concern of the control statements; privileges, which SQL checks;
 * the lists of allowed words of enumerations, which the table does not have, so any word is taken.
 *
 * <p>Invariants: a value in a snapshot is valid for its setting's type and in canonical notation; an old name is replaced by the
 * present one before anything else happens; a virtual cluster never sees a system-only setting.
 *
 * <p>Thread and time: values and pure functions; no time.
 *
 * <p>Sources: {@code settings.csv} beside {@code SettingsRegistry} (names, types, defaults, scopes), docs/reference/virtual-clusters.md §6 (rules and errors).
 */
package io.biplane.settings.registry;
