package io.biplane.sql.ast;

import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.error.SqlError;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import java.util.Optional;
import java.util.regex.Pattern;

/** What {@link ControlStatement}s have in common. Texts: docs/reference/virtual-clusters.md §6 and §9. */
final class ControlChecks {
    /** Tag of statements that return rows. */
    static final String SHOW = "SHOW";
    /** Tag of most changes of one virtual cluster. */
    static final String ALTER = "ALTER VIRTUAL CLUSTER";

    /** Source: docs/reference/virtual-clusters.md §1, name rule. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?");

    private static final String VERSION = "version";

    private ControlChecks() {}

    static Optional<String> onlySystemCan(String action) {
        return Optional.of("only the system tenant can " + action + " other tenants");
    }

    /** Statements on settings are for all, unless they name a virtual cluster. */
    static Optional<String> onlyOperators(Optional<TenantSpec> target, String what) {
        return target.map(other -> what + " can only be called by system operators");
    }

    static void checkName(Name name) {
        if (!NAME.matcher(name.text()).matches()) {
            throw SqlError.of(SqlState.SYNTAX_ERROR, "invalid tenant name: \"" + name.text() + "\"")
                    .at(name.position())
                    .hint("Tenant names must start and end with a lowercase letter or digit,"
                            + " contain only lowercase letters, digits and hyphens,"
                            + " and be at most 100 characters long.")
                    .toException();
        }
    }

    static void rejectSystemName(Name name) {
        if (name.text().equals(TenantSpec.SYSTEM_NAME)) {
            throw new SqlException(
                    SqlState.DUPLICATE_OBJECT,
                    "tenant with name \"" + name.text() + "\" already exists",
                    name.position());
        }
    }

    /** A target that must be one virtual cluster and not the system's. */
    static void checkSingle(TenantSpec target, String action) {
        if (target == TenantSpec.All.ALL) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "ALL is not allowed in this statement");
        }
        if (target.isSystem()) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "cannot " + action + " tenant \"1\", ID assigned to system tenant");
        }
    }

    static void checkReadTarget(Optional<TenantSpec> target) {
        checkNotSystem(target, "Use a regular SHOW CLUSTER SETTINGS statement.");
    }

    static void checkSet(ControlStatement.SetClusterSetting set) {
        boolean isVersion = set.setting().text().equals(VERSION);
        if (set.isReset() && isVersion) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "cannot RESET cluster version setting",
                    set.setting().position());
        }
        checkNotSystem(set.target(), "Use a regular SET CLUSTER SETTING statement.");
        if (set.target().isPresent() && isVersion) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "cannot set 'version' for tenants",
                    set.setting().position());
        }
    }

    private static void checkNotSystem(Optional<TenantSpec> target, String hint) {
        if (target.isPresent() && target.get().isSystem()) {
            throw SqlError.of(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "cannot use this statement to access cluster settings in system tenant")
                    .hint(hint)
                    .toException();
        }
    }

    static String forTarget(Optional<TenantSpec> target, ControlStatement.Quoting quoting) {
        return target.map(spec -> " FOR VIRTUAL CLUSTER " + text(spec, quoting)).orElse("");
    }

    static String text(TenantSpec spec, ControlStatement.Quoting quoting) {
        if (spec instanceof TenantSpec.ByName byName) {
            return quoting.name(byName.name());
        }
        return spec instanceof TenantSpec.ById byId ? "[" + byId.id() + "]" : "ALL";
    }
}
