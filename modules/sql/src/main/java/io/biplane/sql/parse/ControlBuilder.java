package io.biplane.sql.parse;

import io.biplane.sql.ast.ControlStatement;
import io.biplane.sql.ast.Query.Name;
import io.biplane.sql.ast.TenantSpec;
import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;

import org.antlr.v4.runtime.Token;

import java.util.Locale;
import java.util.Optional;

/** Parse trees of statements on virtual clusters and cluster settings to {@link ControlStatement}. */
final class ControlBuilder {
    private ControlBuilder() {}

    static ControlStatement virtualCluster(BiplaneSqlParser.VirtualClusterContext context) {
        if (context.SHOW() != null) {
            return new ControlStatement.ShowVirtualClusters(
                    context.virtualClusters() != null
                            ? TenantSpec.All.ALL
                            : spec(context.clusterSpec()));
        }
        if (context.CREATE() != null) {
            return new ControlStatement.CreateVirtualCluster(
                    context.IF() != null, name(context.clusterName()));
        }
        TenantSpec target = spec(context.clusterSpec());
        if (context.DROP() != null) {
            return new ControlStatement.DropVirtualCluster(
                    target, context.IF() != null, context.IMMEDIATE() != null);
        }
        if (context.RENAME() != null) {
            return new ControlStatement.RenameVirtualCluster(target, name(context.clusterName()));
        }
        if (context.SETTING() != null) {
            return new ControlStatement.SetClusterSetting(
                    Optional.of(target),
                    Names.dotted(context.variable()),
                    value(context.settingValue()),
                    context.RESET() != null);
        }
        if (context.STOP() != null) {
            return new ControlStatement.AlterService(target, ControlStatement.ServiceAction.STOP);
        }
        return new ControlStatement.AlterService(
                target,
                context.SHARED() != null
                        ? ControlStatement.ServiceAction.START_SHARED
                        : ControlStatement.ServiceAction.START_EXTERNAL);
    }

    static ControlStatement clusterSetting(BiplaneSqlParser.ClusterSettingContext context) {
        Optional<TenantSpec> target = context.forVirtualCluster() == null
                ? Optional.empty()
                : Optional.of(spec(context.forVirtualCluster().clusterSpec()));
        if (context.SETTINGS() != null) {
            return new ControlStatement.ShowClusterSettings(target, context.ALL() != null);
        }
        Name setting = Names.dotted(context.variable());
        if (context.SHOW() != null) {
            return new ControlStatement.ShowClusterSetting(target, setting);
        }
        return new ControlStatement.SetClusterSetting(
                Optional.empty(), setting, value(context.settingValue()), context.RESET() != null);
    }

    /** Empty for DEFAULT and for none. */
    private static Optional<String> value(BiplaneSqlParser.SettingValueContext context) {
        return context == null || context.DEFAULT() != null
                ? Optional.empty()
                : Optional.of(settingText(context));
    }

    /** The text of a value: strings without quotes, words in lower case. */
    static String settingText(BiplaneSqlParser.SettingValueContext context) {
        if (context.string() != null) {
            return Names.string(context.string());
        }
        if (!context.name().isEmpty()) {
            return Names.dotted(context.name());
        }
        return context.getText().toLowerCase(Locale.ROOT);
    }

    private static TenantSpec spec(BiplaneSqlParser.ClusterSpecContext context) {
        if (context.ALL() != null) {
            return TenantSpec.All.ALL;
        }
        return context.INTEGER() != null
                ? new TenantSpec.ById(id(context.INTEGER().getSymbol()))
                : new TenantSpec.ByName(name(context.clusterName()).text());
    }

    private static long id(Token digits) {
        try {
            return Long.parseLong(digits.getText());
        } catch (NumberFormatException tooLarge) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "tenant id " + digits.getText() + " is out of range",
                    digits.getStartIndex() + 1);
        }
    }

    private static Name name(BiplaneSqlParser.ClusterNameContext context) {
        return context.string() == null
                ? Names.name(context.name())
                : new Name(Names.string(context.string()), Names.position(context));
    }
}
