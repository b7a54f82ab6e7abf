package io.biplane.sql.admin;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.AdminStatement;
import io.biplane.sql.ast.AdminStatement.ClusterSpec;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns control-plane statements into requests, and is the one place that decides which virtual
 * cluster may make which. Pure.
 */
public final class AdminStatements {
    /** Source: docs/reference/virtual-clusters.md §1, name rule. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?");

    private AdminStatements() {}

    /** The request for {@code statement}; fails with 42501 when {@code tenant} may not make it. */
    public static ControlRequest toRequest(AdminStatement statement, TenantIdentity tenant) {
        authorize(statement, tenant);
        if (statement instanceof AdminStatement.ShowVirtualClusters show) {
            return new ControlRequest.ShowVirtualClusters(spec(show.target()));
        }
        if (statement instanceof AdminStatement.CreateVirtualCluster create) {
            if (!create.isIfNotExists()) {
                rejectSystem(create.name());
            }
            return new ControlRequest.CreateVirtualCluster(
                    checkedName(create.name()), create.isIfNotExists());
        }
        if (statement instanceof AdminStatement.DropVirtualCluster drop) {
            return new ControlRequest.DropVirtualCluster(
                    single(drop.target(), "destroy"), drop.isIfExists(), drop.isImmediate());
        }
        if (statement instanceof AdminStatement.RenameVirtualCluster rename) {
            return new ControlRequest.RenameVirtualCluster(
                    single(rename.target(), "rename"), checkedName(rename.newName()));
        }
        if (statement instanceof AdminStatement.AlterService alter) {
            return new ControlRequest.AlterService(
                    single(alter.target(), "set tenant service"), action(alter.service()));
        }
        if (statement instanceof AdminStatement.SetClusterSetting set) {
            return setting(set, tenant);
        }
        if (statement instanceof AdminStatement.ShowClusterSetting show) {
            return new ControlRequest.ShowClusterSetting(
                    readTarget(show.target(), tenant),
                    show.target().isEmpty(),
                    show.setting().text());
        }
        if (statement instanceof AdminStatement.ShowClusterSettings show) {
            return new ControlRequest.ShowClusterSettings(
                    readTarget(show.target(), tenant), show.target().isEmpty(), show.isAll());
        }
        throw new InvariantViolation("no case for " + statement);
    }

    /** The tag of a statement that returns no rows. */
    public static String commandTag(AdminStatement statement) {
        if (statement instanceof AdminStatement.CreateVirtualCluster) {
            return "CREATE VIRTUAL CLUSTER";
        }
        if (statement instanceof AdminStatement.DropVirtualCluster) {
            return "DROP VIRTUAL CLUSTER";
        }
        if (statement instanceof AdminStatement.SetClusterSetting set) {
            return set.target().isPresent()
                    ? "ALTER VIRTUAL CLUSTER SET CLUSTER SETTING"
                    : "SET CLUSTER SETTING";
        }
        return "ALTER VIRTUAL CLUSTER";
    }

    /** Whether {@code statement} changes something, and so is refused in transactions. */
    public static boolean isChange(AdminStatement statement) {
        return !(statement instanceof AdminStatement.ShowVirtualClusters)
                && !(statement instanceof AdminStatement.ShowClusterSetting)
                && !(statement instanceof AdminStatement.ShowClusterSettings);
    }

    /** Texts: docs/reference/virtual-clusters.md §6 and §9. */
    private static void authorize(AdminStatement statement, TenantIdentity tenant) {
        if (tenant.isSystem()) {
            return;
        }
        if (statement instanceof AdminStatement.ShowVirtualClusters) {
            denyOthers("show");
        } else if (statement instanceof AdminStatement.CreateVirtualCluster) {
            denyOthers("create");
        } else if (statement instanceof AdminStatement.DropVirtualCluster) {
            denyOthers("drop");
        } else if (statement instanceof AdminStatement.RenameVirtualCluster) {
            denyOthers("rename tenant");
        } else if (statement instanceof AdminStatement.AlterService) {
            denyOthers("set tenant service");
        } else if (targets(statement)) {
            String what = statement instanceof AdminStatement.SetClusterSetting
                    ? "ALTER VIRTUAL CLUSTER"
                    : statement instanceof AdminStatement.ShowClusterSettings
                            ? "SHOW CLUSTER SETTINGS FOR VIRTUAL CLUSTER"
                            : "SHOW CLUSTER SETTING FOR VIRTUAL CLUSTER";
            throw new SqlException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    what + " can only be called by system operators");
        }
    }

    private static void denyOthers(String action) {
        throw new SqlException(
                SqlState.INSUFFICIENT_PRIVILEGE,
                "only the system tenant can " + action + " other tenants");
    }

    private static boolean targets(AdminStatement statement) {
        if (statement instanceof AdminStatement.SetClusterSetting set) {
            return set.target().isPresent();
        }
        if (statement instanceof AdminStatement.ShowClusterSetting show) {
            return show.target().isPresent();
        }
        return statement instanceof AdminStatement.ShowClusterSettings show
                && show.target().isPresent();
    }

    private static ControlRequest setting(
            AdminStatement.SetClusterSetting set, TenantIdentity tenant) {
        String name = set.setting().text();
        if (set.isReset() && name.equals("version")) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "cannot RESET cluster version setting",
                    set.setting().position());
        }
        if (set.target().isEmpty()) {
            return new ControlRequest.SetClusterSetting(own(tenant), true, name, set.value());
        }
        TenantSpec target = spec(set.target().get());
        if (isSystem(target)) {
            throw SqlError.of(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "cannot use this statement to access cluster settings in system tenant")
                    .hint("Use a regular SET CLUSTER SETTING statement.")
                    .toException();
        }
        if (name.equals("version")) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "cannot set 'version' for tenants",
                    set.setting().position());
        }
        return new ControlRequest.SetClusterSetting(target, false, name, set.value());
    }

    private static TenantSpec readTarget(Optional<ClusterSpec> target, TenantIdentity tenant) {
        if (target.isEmpty()) {
            return own(tenant);
        }
        TenantSpec spec = spec(target.get());
        if (isSystem(spec)) {
            throw SqlError.of(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "cannot use this statement to access cluster settings in system tenant")
                    .hint("Use a regular SHOW CLUSTER SETTINGS statement.")
                    .toException();
        }
        return spec;
    }

    private static TenantSpec own(TenantIdentity tenant) {
        return new TenantSpec.ById(tenant.id());
    }

    /** A target that must be one virtual cluster and not the system's. */
    private static TenantSpec single(ClusterSpec spec, String action) {
        TenantSpec target = spec(spec);
        if (target == TenantSpec.All.ALL) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "ALL is not allowed in this statement");
        }
        if (isSystem(target)) {
            throw systemTarget(action);
        }
        return target;
    }

    private static void rejectSystem(Name name) {
        if (name.text().equals(TenantIdentity.SYSTEM.name())) {
            throw new SqlException(
                    SqlState.DUPLICATE_OBJECT,
                    "tenant with name \"" + name.text() + "\" already exists",
                    name.position());
        }
    }

    private static SqlException systemTarget(String action) {
        return new SqlException(
                SqlState.INVALID_PARAMETER_VALUE,
                "cannot " + action + " tenant \"1\", ID assigned to system tenant");
    }

    private static boolean isSystem(TenantSpec spec) {
        return spec.equals(new TenantSpec.ById(TenantIdentity.SYSTEM.id()))
                || spec.equals(new TenantSpec.ByName(TenantIdentity.SYSTEM.name()));
    }

    private static TenantSpec spec(ClusterSpec spec) {
        if (spec instanceof AdminStatement.ClusterName byName) {
            return new TenantSpec.ByName(byName.name().text());
        }
        if (spec instanceof AdminStatement.ClusterId byId) {
            try {
                return new TenantSpec.ById(Long.parseLong(byId.digits()));
            } catch (NumberFormatException tooLarge) {
                throw new SqlException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "tenant id " + byId.digits() + " is out of range",
                        byId.position());
            }
        }
        return TenantSpec.All.ALL;
    }

    private static String checkedName(Name name) {
        if (!NAME.matcher(name.text()).matches()) {
            throw SqlError.of(SqlState.SYNTAX_ERROR, "invalid tenant name: \"" + name.text() + "\"")
                    .at(name.position())
                    .hint("Tenant names must start and end with a lowercase letter or digit,"
                            + " contain only lowercase letters, digits and hyphens,"
                            + " and be at most 100 characters long.")
                    .toException();
        }
        return name.text();
    }

    private static ControlRequest.ServiceAction action(AdminStatement.Service service) {
        return switch (service) {
            case START_SHARED -> ControlRequest.ServiceAction.START_SHARED;
            case START_EXTERNAL -> ControlRequest.ServiceAction.START_EXTERNAL;
            case STOP -> ControlRequest.ServiceAction.STOP;
        };
    }
}
