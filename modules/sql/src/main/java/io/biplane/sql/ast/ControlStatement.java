package io.biplane.sql.ast;

import io.biplane.sql.ast.Query.Name;

import java.util.Optional;

/**
 * A statement for the control plane: about virtual clusters or cluster settings. Each one owns what a session has to know of
 * it; what it does is a {@link Handler}'s. Whether its target exists and is in the right state is for the control plane.
 *
 * <p>Texts of refusals: docs/reference/virtual-clusters.md §6 and §9.
 */
public sealed interface ControlStatement extends Statement {
    /** The tag of a statement that returns no rows; {@code SHOW} for others. */
    String tag();

    /** Whether it changes something, and so is refused in transactions. */
    default boolean isChange() {
        return true;
    }

    /** Why a session of a virtual cluster other than the system's may not make it (42501); empty when it may. */
    Optional<String> refusalToTenants();

    /** What it would lose for good, and is refused for by {@code sql_safe_updates}; empty for most. */
    default Optional<String> dangerousLoss() {
        return Optional.empty();
    }

    /** Fails for what is wrong with it whoever makes it: names, a target that is never right. */
    void check();

    /** Canonical text, which parses to this statement again, positions aside. */
    String text(Quoting quoting);

    /** Has it carried out. */
    <R> R accept(Handler<R> handler);

    /** Names and values as SQL writes them. */
    interface Quoting {
        /** A name, in quotes where it needs them. */
        String name(String name);

        /** A setting's name. */
        String dotted(String name);

        /** A text in quotes. */
        String literal(String value);
    }

    /** One case a statement. */
    interface Handler<R> {
        R showVirtualClusters(ShowVirtualClusters statement);

        R createVirtualCluster(CreateVirtualCluster statement);

        R dropVirtualCluster(DropVirtualCluster statement);

        R renameVirtualCluster(RenameVirtualCluster statement);

        R alterService(AlterService statement);

        R setClusterSetting(SetClusterSetting statement);

        R showClusterSetting(ShowClusterSetting statement);

        R showClusterSettings(ShowClusterSettings statement);
    }

    /** {@code SHOW VIRTUAL CLUSTERS} and {@code SHOW VIRTUAL CLUSTER spec}; rows ordered by id. */
    record ShowVirtualClusters(TenantSpec target) implements ControlStatement {
        @Override
        public String tag() {
            return ControlChecks.SHOW;
        }

        @Override
        public boolean isChange() {
            return false;
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlySystemCan("show");
        }

        @Override
        public void check() {}

        @Override
        public String text(Quoting quoting) {
            return "SHOW VIRTUAL CLUSTER " + ControlChecks.text(target, quoting);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.showVirtualClusters(this);
        }
    }

    /** {@code CREATE VIRTUAL CLUSTER [IF NOT EXISTS] name}. */
    record CreateVirtualCluster(boolean isIfNotExists, Name name) implements ControlStatement {
        @Override
        public String tag() {
            return "CREATE VIRTUAL CLUSTER";
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlySystemCan("create");
        }

        @Override
        public void check() {
            if (!isIfNotExists) {
                ControlChecks.rejectSystemName(name);
            }
            ControlChecks.checkName(name);
        }

        @Override
        public String text(Quoting quoting) {
            return "CREATE VIRTUAL CLUSTER " + (isIfNotExists ? "IF NOT EXISTS " : "")
                    + quoting.name(name.text());
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.createVirtualCluster(this);
        }
    }

    /** {@code DROP VIRTUAL CLUSTER [IF EXISTS] spec [IMMEDIATE]}. */
    record DropVirtualCluster(TenantSpec target, boolean isIfExists, boolean isImmediate)
            implements ControlStatement {
        @Override
        public String tag() {
            return "DROP VIRTUAL CLUSTER";
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlySystemCan("drop");
        }

        @Override
        public Optional<String> dangerousLoss() {
            return Optional.of("DROP VIRTUAL CLUSTER causes irreversible data loss");
        }

        @Override
        public void check() {
            ControlChecks.checkSingle(target, "destroy");
        }

        @Override
        public String text(Quoting quoting) {
            return "DROP VIRTUAL CLUSTER " + (isIfExists ? "IF EXISTS " : "")
                    + ControlChecks.text(target, quoting) + (isImmediate ? " IMMEDIATE" : "");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.dropVirtualCluster(this);
        }
    }

    /** {@code ALTER VIRTUAL CLUSTER spec RENAME TO name}. */
    record RenameVirtualCluster(TenantSpec target, Name newName) implements ControlStatement {
        @Override
        public String tag() {
            return ControlChecks.ALTER;
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlySystemCan("rename tenant");
        }

        @Override
        public void check() {
            ControlChecks.checkSingle(target, "rename");
            ControlChecks.checkName(newName);
        }

        @Override
        public String text(Quoting quoting) {
            return "ALTER VIRTUAL CLUSTER " + ControlChecks.text(target, quoting) + " RENAME TO "
                    + quoting.name(newName.text());
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.renameVirtualCluster(this);
        }
    }

    /** {@code ALTER VIRTUAL CLUSTER spec START SERVICE SHARED | START SERVICE EXTERNAL | STOP SERVICE}. */
    record AlterService(TenantSpec target, ServiceAction action) implements ControlStatement {
        @Override
        public String tag() {
            return ControlChecks.ALTER;
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlySystemCan("set tenant service");
        }

        @Override
        public void check() {
            ControlChecks.checkSingle(target, "set tenant service");
        }

        @Override
        public String text(Quoting quoting) {
            return "ALTER VIRTUAL CLUSTER " + ControlChecks.text(target, quoting) + " "
                    + action.words();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.alterService(this);
        }
    }

    /** What {@link AlterService} asks for. */
    enum ServiceAction {
        START_SHARED("START SERVICE SHARED"),
        START_EXTERNAL("START SERVICE EXTERNAL"),
        STOP("STOP SERVICE");

        private final String words;

        ServiceAction(String words) {
            this.words = words;
        }

        /** As SQL writes it. */
        public String words() {
            return words;
        }
    }

    /**
     * {@code SET CLUSTER SETTING name = value}, {@code RESET CLUSTER SETTING name}, and both for others.
     *
     * @param target empty when the session's virtual cluster sets its own value; otherwise whose value the system overrides
     * @param value as text in the setting's own notation: {@code true}, {@code 10s}, {@code 24.1}; empty for DEFAULT and RESET
     */
    record SetClusterSetting(
            Optional<TenantSpec> target, Name setting, Optional<String> value, boolean isReset)
            implements ControlStatement {
        @Override
        public String tag() {
            return target.isPresent()
                    ? "ALTER VIRTUAL CLUSTER SET CLUSTER SETTING"
                    : "SET CLUSTER SETTING";
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlyOperators(target, ControlChecks.ALTER);
        }

        @Override
        public void check() {
            ControlChecks.checkSet(this);
        }

        @Override
        public String text(Quoting quoting) {
            String prefix = target.map(
                            of -> "ALTER VIRTUAL CLUSTER " + ControlChecks.text(of, quoting) + " ")
                    .orElse("");
            String name = quoting.dotted(setting.text());
            return isReset
                    ? prefix + "RESET CLUSTER SETTING " + name
                    : prefix + "SET CLUSTER SETTING " + name + " = "
                            + value.map(quoting::literal).orElse("DEFAULT");
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.setClusterSetting(this);
        }
    }

    /**
     * {@code SHOW CLUSTER SETTING name [FOR VIRTUAL CLUSTER target]}: one row, one column of the setting's name and type.
     *
     * @param target empty for the session's own virtual cluster
     */
    record ShowClusterSetting(Optional<TenantSpec> target, Name setting)
            implements ControlStatement {
        @Override
        public String tag() {
            return ControlChecks.SHOW;
        }

        @Override
        public boolean isChange() {
            return false;
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlyOperators(target, "SHOW CLUSTER SETTING FOR VIRTUAL CLUSTER");
        }

        @Override
        public void check() {
            ControlChecks.checkReadTarget(target);
        }

        @Override
        public String text(Quoting quoting) {
            return "SHOW CLUSTER SETTING " + quoting.dotted(setting.text())
                    + ControlChecks.forTarget(target, quoting);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.showClusterSetting(this);
        }
    }

    /**
     * {@code SHOW [ALL] CLUSTER SETTINGS [FOR VIRTUAL CLUSTER target]}; rows ordered by name.
     *
     * @param target empty for the session's own virtual cluster
     * @param isAll also the settings that are not public
     */
    record ShowClusterSettings(Optional<TenantSpec> target, boolean isAll)
            implements ControlStatement {
        @Override
        public String tag() {
            return ControlChecks.SHOW;
        }

        @Override
        public boolean isChange() {
            return false;
        }

        @Override
        public Optional<String> refusalToTenants() {
            return ControlChecks.onlyOperators(target, "SHOW CLUSTER SETTINGS FOR VIRTUAL CLUSTER");
        }

        @Override
        public void check() {
            ControlChecks.checkReadTarget(target);
        }

        @Override
        public String text(Quoting quoting) {
            return "SHOW " + (isAll ? "ALL " : "") + "CLUSTER SETTINGS"
                    + ControlChecks.forTarget(target, quoting);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.showClusterSettings(this);
        }
    }
}
