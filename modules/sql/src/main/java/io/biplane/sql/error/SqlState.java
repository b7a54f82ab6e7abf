package io.biplane.sql.error;

/** The SQLSTATEs this module answers with. Source of codes: PostgreSQL 15 manual, appendix A. */
public enum SqlState {
    /** Also the answer for a stopped or unknown virtual cluster; docs/reference/virtual-clusters.md §8. */
    CONNECTION_EXCEPTION("08000"),
    /** CockroachDB rejects unsafe statements with the class of warnings; docs/reference/virtual-clusters.md §5. */
    WARNING("01000"),
    FEATURE_NOT_SUPPORTED("0A000"),
    CARDINALITY_VIOLATION("21000"),
    STRING_TOO_LONG("22001"),
    NUMERIC_OUT_OF_RANGE("22003"),
    DATETIME_OVERFLOW("22008"),
    SUBSTRING_ERROR("22011"),
    DIVISION_BY_ZERO("22012"),
    INVALID_PARAMETER_VALUE("22023"),
    INVALID_ESCAPE_SEQUENCE("22025"),
    INVALID_TEXT_REPRESENTATION("22P02"),
    NOT_NULL_VIOLATION("23502"),
    UNIQUE_VIOLATION("23505"),
    ACTIVE_TRANSACTION("25001"),
    READ_ONLY_TRANSACTION("25006"),
    NO_ACTIVE_TRANSACTION("25P01"),
    IN_FAILED_TRANSACTION("25P02"),
    INVALID_STATEMENT_NAME("26000"),
    INVALID_CATALOG_NAME("3D000"),
    INVALID_SCHEMA_NAME("3F000"),
    /** Retry the transaction; message starts with {@code restart transaction} as CockroachDB's. */
    SERIALIZATION_FAILURE("40001"),
    STATEMENT_COMPLETION_UNKNOWN("40003"),
    INSUFFICIENT_PRIVILEGE("42501"),
    SYNTAX_ERROR("42601"),
    DUPLICATE_COLUMN("42701"),
    AMBIGUOUS_COLUMN("42702"),
    UNDEFINED_COLUMN("42703"),
    UNDEFINED_OBJECT("42704"),
    DUPLICATE_OBJECT("42710"),
    DUPLICATE_ALIAS("42712"),
    GROUPING_ERROR("42803"),
    DATATYPE_MISMATCH("42804"),
    WRONG_OBJECT_TYPE("42809"),
    CANNOT_COERCE("42846"),
    UNDEFINED_FUNCTION("42883"),
    UNDEFINED_TABLE("42P01"),
    UNDEFINED_PARAMETER("42P02"),
    DUPLICATE_PREPARED_STATEMENT("42P05"),
    DUPLICATE_TABLE("42P07"),
    INVALID_COLUMN_REFERENCE("42P10"),
    INVALID_TABLE_DEFINITION("42P16"),
    INDETERMINATE_DATATYPE("42P18"),
    OUT_OF_MEMORY("53200"),
    STATEMENT_TOO_COMPLEX("54001"),
    TOO_MANY_COLUMNS("54011"),
    OBJECT_NOT_IN_PREREQUISITE_STATE("55000"),
    CANT_CHANGE_RUNTIME_PARAM("55P02"),
    QUERY_CANCELED("57014"),
    /** The server or virtual cluster is shutting down or draining. */
    ADMIN_SHUTDOWN("57P01"),
    /** Nothing can serve this at present. */
    CANNOT_CONNECT_NOW("57P03"),
    /** A connection between SQL instances; CockroachDB's own code of this class. */
    INTERNAL_CONNECTION_FAILURE("58C01"),
    INTERNAL_ERROR("XX000"),
    /** An error without a code of its own. Source: CockroachDB {@code pgcode.Uncategorized}. */
    UNCATEGORIZED("XXUUU"),
    /** A stored row or descriptor that cannot be read back. */
    DATA_CORRUPTED("XX001");

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    /** The five characters clients see. */
    public String code() {
        return code;
    }
}
