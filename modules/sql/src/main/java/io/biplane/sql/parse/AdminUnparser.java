package io.biplane.sql.parse;

import io.biplane.base.invariant.InvariantViolation;
import io.biplane.sql.ast.AdminStatement;
import io.biplane.sql.ast.AdminStatement.ClusterSpec;

import java.util.Optional;

/** Control-plane statements to canonical text. */
final class AdminUnparser {
    private AdminUnparser() {}

    static String unparse(AdminStatement statement) {
        if (statement instanceof AdminStatement.ShowVirtualClusters show) {
            return "SHOW VIRTUAL CLUSTER " + spec(show.target());
        }
        if (statement instanceof AdminStatement.CreateVirtualCluster create) {
            return "CREATE VIRTUAL CLUSTER " + (create.isIfNotExists() ? "IF NOT EXISTS " : "")
                    + Unparser.name(create.name().text());
        }
        if (statement instanceof AdminStatement.DropVirtualCluster drop) {
            return "DROP VIRTUAL CLUSTER " + (drop.isIfExists() ? "IF EXISTS " : "")
                    + spec(drop.target()) + (drop.isImmediate() ? " IMMEDIATE" : "");
        }
        if (statement instanceof AdminStatement.RenameVirtualCluster rename) {
            return "ALTER VIRTUAL CLUSTER " + spec(rename.target()) + " RENAME TO "
                    + Unparser.name(rename.newName().text());
        }
        if (statement instanceof AdminStatement.AlterService alter) {
            String action = switch (alter.service()) {
                case START_SHARED -> " START SERVICE SHARED";
                case START_EXTERNAL -> " START SERVICE EXTERNAL";
                case STOP -> " STOP SERVICE";
            };
            return "ALTER VIRTUAL CLUSTER " + spec(alter.target()) + action;
        }
        return setting(statement);
    }

    private static String setting(AdminStatement statement) {
        if (statement instanceof AdminStatement.SetClusterSetting set) {
            String prefix = set.target()
                    .map(spec -> "ALTER VIRTUAL CLUSTER " + spec(spec) + " ")
                    .orElse("");
            String name = Unparser.dotted(set.setting().text());
            if (set.isReset()) {
                return prefix + "RESET CLUSTER SETTING " + name;
            }
            return prefix + "SET CLUSTER SETTING " + name + " = "
                    + set.value().map(ExprUnparser::quoted).orElse("DEFAULT");
        }
        if (statement instanceof AdminStatement.ShowClusterSetting show) {
            return "SHOW CLUSTER SETTING " + Unparser.dotted(show.setting().text())
                    + forCluster(show.target());
        }
        if (statement instanceof AdminStatement.ShowClusterSettings show) {
            return "SHOW " + (show.isAll() ? "ALL " : "") + "CLUSTER SETTINGS"
                    + forCluster(show.target());
        }
        throw new InvariantViolation("no case for " + statement);
    }

    private static String forCluster(Optional<ClusterSpec> target) {
        return target.map(spec -> " FOR VIRTUAL CLUSTER " + spec(spec)).orElse("");
    }

    private static String spec(ClusterSpec spec) {
        if (spec instanceof AdminStatement.ClusterName name) {
            return Unparser.name(name.name().text());
        }
        return spec instanceof AdminStatement.ClusterId id ? "[" + id.digits() + "]" : "ALL";
    }
}
