package io.biplane.settings.version;

import io.biplane.base.id.ClusterVersion;
import io.biplane.base.id.NodeId;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** When versions may be run and raised. Each answer is the refusal's text, empty when there is none. Pure. */
public final class VersionRules {
    private VersionRules() {}

    /**
     * Whether a binary may run on a disk last used at an active version.
     *
     * @param store name of the store in the text, such as {@code n3}
     */
    public static Optional<String> refusalToStart(
            ClusterVersion binary, ClusterVersion onDisk, String store) {
        if (!binary.isAtLeast(onDisk)) {
            return Optional.of("cockroach version v" + binary
                    + " is incompatible with data in store <no-attributes>=" + store
                    + "; use version v" + onDisk + " or later");
        }
        ClusterVersion least = Releases.minSupported(binary);
        if (!onDisk.isAtLeast(least)) {
            return Optional.of("store <no-attributes>=" + store
                    + ", last used with cockroach version v" + onDisk
                    + ", is too old for running version v" + binary
                    + " (which requires data from v" + least + " or later)");
        }
        return Optional.empty();
    }

    /** Whether a binary may join a cluster at an active version. */
    public static Optional<String> refusalToJoin(ClusterVersion binary, ClusterVersion active) {
        return binary.isAtLeast(active)
                ? Optional.empty()
                : Optional.of("cluster requires at least version " + active
                        + ", but peer has version " + binary);
    }

    /** Whether a binary may serve a virtual cluster at an active version. */
    public static Optional<String> refusalToServe(
            ClusterVersion binary, ClusterVersion tenantVersion) {
        if (!binary.isAtLeast(tenantVersion)) {
            return Optional.of("preventing SQL server from starting because its binary version is"
                    + " too low for the tenant active version: server binary version = " + binary
                    + ", tenant active version = " + tenantVersion);
        }
        if (!tenantVersion.isAtLeast(Releases.minSupported(binary))) {
            return Optional.of("preventing SQL server from starting because its executable version"
                    + " is too new to run the current active logical version of the virtual"
                    + " cluster");
        }
        return Optional.empty();
    }

    /**
     * What one virtual cluster's version is to become.
     *
     * @param from active now
     * @param to wanted
     * @param binary of the node that is asked
     * @param preserveDowngrade value of {@code cluster.preserve_downgrade_option}, empty when not set
     */
    public record Raise(
            ClusterVersion from,
            ClusterVersion to,
            ClusterVersion binary,
            String preserveDowngrade) {}

    /** The rules every virtual cluster has in common. */
    public static Optional<String> refusalToRaise(Raise raise) {
        if (!raise.to().isAtLeast(raise.from())) {
            return Optional.of("versions cannot be downgraded (attempting to downgrade from "
                    + raise.from() + " to " + raise.to() + ")");
        }
        boolean isHeld = !raise.preserveDowngrade().isEmpty() && !raise.to().equals(raise.from());
        if (isHeld) {
            return Optional.of("cannot upgrade to " + raise.to()
                    + ": cluster.preserve_downgrade_option is set to "
                    + raise.preserveDowngrade());
        }
        if (!raise.binary().isAtLeast(raise.to()) || !Releases.isKnown(raise.to())) {
            return Optional.of(
                    "cannot upgrade to " + raise.to() + ": node running " + raise.binary());
        }
        ClusterVersion least = Releases.minSupported(raise.to());
        if (!raise.from().isAtLeast(least)) {
            return Optional.of("cannot upgrade from " + raise.from() + " to " + raise.to()
                    + ": upgrade to " + least + " first");
        }
        return Optional.empty();
    }

    /**
     * Whether an application virtual cluster may be raised while the storage cluster is where it is. Source of the text:
     * CockroachDB {@code upgrademanager.safeToUpgradeTenant}.
     */
    public static Optional<String> refusalToRaiseAbove(
            ClusterVersion storage, ClusterVersion tenant, ClusterVersion to) {
        if (to.equals(tenant) || storage.isAtLeast(to)) {
            return Optional.empty();
        }
        return Optional.of("preventing tenant upgrade from running as the storage cluster has not"
                + " yet been upgraded: storage cluster version = " + storage
                + ", tenant cluster version = " + tenant);
    }

    /**
     * Whether the storage cluster may be raised while virtual clusters are where they are: none may be left further behind
     * than one upgrade can bridge. The modelled system documents the limit and leaves it to the operator; we refuse at the
     * statement, because the alternative is a virtual cluster that no server may serve (docs/decisions/0064).
     *
     * @param tenants active version of each virtual cluster that is served, by name
     */
    public static Optional<String> refusalToLeaveBehind(
            SortedMap<String, ClusterVersion> tenants, ClusterVersion to) {
        ClusterVersion least = Releases.isKnown(to) ? Releases.minSupported(to) : to;
        for (Map.Entry<String, ClusterVersion> tenant : tenants.entrySet()) {
            if (!tenant.getValue().isAtLeast(least)) {
                return Optional.of("preventing storage cluster upgrade to " + to
                        + " from running as virtual cluster \"" + tenant.getKey()
                        + "\" would be too far behind: tenant cluster version = "
                        + tenant.getValue() + ", required = " + least + " or later");
            }
        }
        return Optional.empty();
    }

    /** Whether all SQL servers of a virtual cluster run a binary that knows the version. */
    public static Optional<String> refusalByInstances(
            SortedMap<NodeId, ClusterVersion> binaries, ClusterVersion to) {
        for (ClusterVersion binary : binaries.values()) {
            if (!binary.isAtLeast(to)) {
                return Optional.of("error validating the version of one or more SQL server"
                        + " instances: validate cluster version failed: some tenant pods running"
                        + " on binary less than " + to);
            }
        }
        return Optional.empty();
    }

    /** Whether a node's binary knows the version that the storage cluster is to have. */
    public static Optional<String> refusalByNode(ClusterVersion binary, ClusterVersion to) {
        return binary.isAtLeast(to)
                ? Optional.empty()
                : Optional.of(
                        "binary version " + binary + " less than target cluster version " + to);
    }

    /** Whether {@code cluster.preserve_downgrade_option} may be given a value. */
    public static Optional<String> refusalToPreserve(String value, ClusterVersion active) {
        return value.isEmpty() || value.equals(active.toString())
                ? Optional.empty()
                : Optional.of("cannot set cluster.preserve_downgrade_option to " + value
                        + " (cluster version is " + active + ")");
    }
}
