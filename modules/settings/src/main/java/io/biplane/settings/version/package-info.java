/**
 * Releases and active versions: which binary runs what, and when an active version may be raised.
 *
 * <p>Entry types: {@link io.biplane.settings.version.Releases}, the list of releases and which of them follow which; {@link
 * io.biplane.settings.version.VersionRules}, every refusal with its text.
 *
 * <p>Three kinds of cells: the binary of each node's process; the storage cluster version, which is the system virtual
 * cluster's {@code version}; one {@code version} a virtual cluster. Binary &ge; storage version &ge; virtual cluster's version,
 * and none is more than what one upgrade can bridge behind the other.
 *
 * <p>Leaves out: patch releases, which need no finalization; migrations' work, as no stored format differs between versions.
 *
 * <p>Thread and time: pure functions; no time.
 *
 * <p>Sources: docs/reference/operations.md §4; texts as in CockroachDB {@code pkg/upgrade/upgrademanager},
 * {@code pkg/server/migration.go}, {@code pkg/server/server_sql.go}, {@code pkg/kv/kvserver/kvstorage}.
 *
 * <p>Decisions: docs/decisions/0064.
 */
package io.biplane.settings.version;
