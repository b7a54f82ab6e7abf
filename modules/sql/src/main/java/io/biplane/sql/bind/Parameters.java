package io.biplane.sql.bind;

import io.biplane.sql.error.SqlException;
import io.biplane.sql.error.SqlState;
import io.biplane.sql.scalar.Scalar;
import io.biplane.sql.types.SqlType;
import io.biplane.sql.types.SqlType.Kind;

import java.util.ArrayList;
import java.util.List;

/** The types of a statement's placeholders, settled as they meet their surroundings. */
final class Parameters {
    private final List<SqlType> types = new ArrayList<>();

    /** {@code declared} may be shorter than {@code count} and hold UNKNOWN. */
    Parameters(int count, List<SqlType> declared) {
        for (int i = 0; i < count; i++) {
            types.add(i < declared.size() ? declared.get(i).base() : SqlType.UNKNOWN);
        }
    }

    /** The placeholder as far as its type is known; 42P02 where none are allowed. */
    Scalar reference(int number) {
        if (number > types.size()) {
            throw new SqlException(
                    SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + number);
        }
        return new Scalar.Parameter(number - 1, types.get(number - 1));
    }

    /** {@code parameter}, which had no type where it stood, as a value of {@code type}. */
    Scalar settle(Scalar.Parameter parameter, SqlType type) {
        int index = parameter.index();
        SqlType known = types.get(index);
        if (known.kind() == Kind.UNKNOWN) {
            types.set(index, type.base());
            return new Scalar.Parameter(index, type.base());
        }
        Scalar settled = new Scalar.Parameter(index, known);
        return known.equals(type.base()) ? settled : new Scalar.Cast(settled, type.base(), false);
    }

    /** All types; fails with 42P18 if one is not settled. */
    List<SqlType> settled() {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).kind() == Kind.UNKNOWN) {
                throw new SqlException(
                        SqlState.INDETERMINATE_DATATYPE,
                        "could not determine data type of placeholder $" + (i + 1));
            }
        }
        return List.copyOf(types);
    }
}
