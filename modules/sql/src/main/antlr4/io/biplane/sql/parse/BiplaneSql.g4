/*
 * The SQL that Biplane takes. Written from the documented syntax of PostgreSQL 15 and CockroachDB
 * v24; nothing is taken from their grammar files. docs/sql.md lists the statements.
 *
 * Expressions are layered by precedence instead of left-recursive: each layer decides on one token,
 * so that parsing stays in the fast SLL mode, BETWEEN … AND included (docs/decisions/0030).
 * Identifiers and keywords do not distinguish case. Words of the rule nonReserved are keywords only
 * where the grammar expects them.
 */
grammar BiplaneSql;

options { caseInsensitive = true; }

singleStatement : statement SEMICOLON* EOF ;

statement
    : select
    | insert
    | update
    | delete
    | createTable
    | dropTable
    | showTables
    | transaction
    | virtualCluster
    | clusterSetting
    | sessionSetting
    | prepare
    | explain
    ;

// ---- queries ----

select
    : SELECT (ALL | DISTINCT)? selectItem (COMMA selectItem)*
      (FROM tableRef (COMMA tableRef)*)?
      where? groupBy? having? ordering lockingClause?
    ;

selectItem
    : STAR                                   # starItem
    | name DOT STAR                          # tableStarItem
    | expr (AS anyName | bareAlias)?         # exprItem
    ;

bareAlias : IDENTIFIER | QUOTED_IDENTIFIER ;

tableRef : tablePrimary joinPart* ;

joinPart
    : CROSS JOIN tablePrimary
    | joinKind? JOIN tablePrimary (ON expr | USING nameList)
    ;

joinKind : INNER | LEFT OUTER? | RIGHT OUTER? | FULL OUTER? ;

tablePrimary
    : tableName (AS name | bareAlias)?
    | LPAREN tableRef RPAREN
    | LPAREN select RPAREN (AS name | bareAlias)?
    ;

tableName : name (DOT name)* ;

where : WHERE expr ;
groupBy : GROUP BY expr (COMMA expr)* ;
having : HAVING expr ;

ordering
    : (ORDER BY orderItem (COMMA orderItem)*)? limitPart*
    ;

orderItem : expr (ASC | DESC)? (NULLS (FIRST | LAST))? ;

limitPart
    : LIMIT (ALL | expr)
    | OFFSET expr (ROW | ROWS)?
    ;

lockingClause : FOR (UPDATE | SHARE) ;

// ---- changes ----

insert
    : (INSERT | UPSERT) INTO tableName nameList?
      (DEFAULT VALUES | VALUES valueRow (COMMA valueRow)* | select)
      (ON CONFLICT nameList? DO (NOTHING | UPDATE SET assignment (COMMA assignment)* where?))?
      returning?
    ;

valueRow : LPAREN valueItem (COMMA valueItem)* RPAREN ;
valueItem : DEFAULT | expr ;
returning : RETURNING (NOTHING | selectItem (COMMA selectItem)*) ;

update
    : UPDATE tableName (AS name | bareAlias)? SET assignment (COMMA assignment)* where? returning?
    ;

assignment : name EQ valueItem ;

delete : DELETE FROM tableName (AS name | bareAlias)? where? returning? ;

// ---- schema ----

createTable
    : CREATE TABLE (IF NOT EXISTS)? tableName
      LPAREN (tableElement (COMMA tableElement)*)? RPAREN
    ;

tableElement
    : (CONSTRAINT name)? PRIMARY KEY nameList     # primaryKeyElement
    | (CONSTRAINT name)? UNIQUE nameList          # uniqueElement
    | INDEX name? nameList                        # indexElement
    | (CONSTRAINT name)? CHECK LPAREN expr RPAREN # checkElement
    | FAMILY name? nameList                       # familyElement
    | name typeName columnConstraint*             # columnElement
    ;

columnConstraint
    : NOT NULL
    | NULL
    | PRIMARY KEY
    | UNIQUE
    | DEFAULT expr
    | CHECK LPAREN expr RPAREN
    | REFERENCES tableName nameList?
    ;

dropTable : DROP TABLE (IF EXISTS)? tableName (COMMA tableName)* (CASCADE | RESTRICT)? ;

showTables
    : SHOW TABLES (FROM tableName)?
    | SHOW CREATE TABLE? tableName
    | SHOW COLUMNS FROM tableName
    ;

// ---- session ----

transaction
    : (BEGIN | START) (TRANSACTION | WORK)? transactionMode (COMMA? transactionMode)*
    | (BEGIN (TRANSACTION | WORK)? | START TRANSACTION)
    | (COMMIT | END) (TRANSACTION | WORK)?
    | (ROLLBACK | ABORT) (TRANSACTION | WORK)?
    ;

transactionMode
    : ISOLATION LEVEL (SERIALIZABLE | REPEATABLE READ | READ COMMITTED | READ UNCOMMITTED)
    | READ ONLY
    | READ WRITE
    | PRIORITY (LOW | NORMAL | HIGH)
    ;

sessionSetting
    : SET SESSION? variable (EQ | TO) settingValue (COMMA settingValue)*
    | SET TIME ZONE settingValue
    | RESET SESSION? variable
    | SHOW SESSION? variable
    | SHOW TIME ZONE
    | SHOW ALL
    ;

variable : name (DOT name)* ;

settingValue
    : DEFAULT
    | ON
    | TRUE
    | FALSE
    | MINUS? number
    | string
    | name (DOT name)*
    ;

prepare
    : PREPARE name (LPAREN typeName (COMMA typeName)* RPAREN)? AS statement
    | EXECUTE name (LPAREN expr (COMMA expr)* RPAREN)?
    | DEALLOCATE PREPARE? (ALL | name)
    ;

explain : EXPLAIN statement ;

// ---- control plane ----

virtualCluster
    : SHOW virtualClusters
    | SHOW virtualClusterWord clusterSpec
    | CREATE virtualClusterWord (IF NOT EXISTS)? clusterName
    | DROP virtualClusterWord (IF EXISTS)? clusterSpec IMMEDIATE?
    | ALTER virtualClusterWord clusterSpec RENAME TO clusterName
    | ALTER virtualClusterWord clusterSpec START SERVICE (SHARED | EXTERNAL)
    | ALTER virtualClusterWord clusterSpec STOP SERVICE
    | ALTER virtualClusterWord clusterSpec SET CLUSTER SETTING variable (EQ | TO) settingValue
    | ALTER virtualClusterWord clusterSpec RESET CLUSTER SETTING variable
    ;

virtualClusterWord : VIRTUAL CLUSTER | TENANT ;
virtualClusters : VIRTUAL CLUSTERS | TENANTS ;
clusterSpec : ALL | LBRACKET INTEGER RBRACKET | clusterName ;
clusterName : name | string ;

clusterSetting
    : SET CLUSTER SETTING variable (EQ | TO) settingValue
    | RESET CLUSTER SETTING variable
    | SHOW CLUSTER SETTING variable forVirtualCluster?
    | SHOW (ALL | PUBLIC)? CLUSTER SETTINGS forVirtualCluster?
    ;

forVirtualCluster : FOR virtualClusterWord clusterSpec ;

// ---- expressions, from loose to tight ----

expr : andExpr (OR andExpr)* ;
andExpr : notExpr (AND notExpr)* ;
notExpr : NOT notExpr | isExpr ;

isExpr : comparison isSuffix* ;

isSuffix
    : IS NOT? (NULL | TRUE | FALSE | UNKNOWN)
    | IS NOT? DISTINCT FROM comparison
    | ISNULL
    | NOTNULL
    ;

comparison : rangeExpr ((EQ | NE | LT | LE | GT | GE) rangeExpr)? ;

rangeExpr : concat rangeSuffix? ;

rangeSuffix
    : NOT? BETWEEN SYMMETRIC? concat AND concat
    | NOT? IN LPAREN (select | expr (COMMA expr)*) RPAREN
    | NOT? (LIKE | ILIKE) concat
    ;

concat : sum (CONCAT sum)* ;
sum : product ((PLUS | MINUS) product)* ;
product : sign ((STAR | SLASH | DOUBLE_SLASH | PERCENT) sign)* ;
sign : (PLUS | MINUS) sign | castExpr ;
castExpr : primary (DOUBLE_COLON typeName)* ;

primary
    : INTEGER
    | DECIMAL_NUMBER
    | string
    | BYTES_LITERAL
    | HEX_LITERAL
    | TRUE
    | FALSE
    | NULL
    | PLACEHOLDER
    | caseExpr
    | CAST LPAREN expr AS typeName RPAREN
    | EXISTS LPAREN select RPAREN
    | functionName LPAREN (STAR | (ALL | DISTINCT)? expr (COMMA expr)*)? RPAREN
    | bareFunction
    | SUBSTRING LPAREN expr (FROM expr)? (FOR expr)? (COMMA expr)* RPAREN
    | timeType string
    | columnName
    | LPAREN (select | expr (COMMA expr)*) RPAREN
    ;

caseExpr : CASE expr? (WHEN expr THEN expr)+ (ELSE expr)? END ;
bareFunction : CURRENT_TIMESTAMP | CURRENT_USER | SESSION_USER ;
functionName : name (DOT name)* | LEFT | RIGHT ;
timeType : TIMESTAMP | TIMESTAMPTZ ;
columnName : name (DOT name)* ;
number : INTEGER | DECIMAL_NUMBER ;
string : STRING_LITERAL | ESCAPE_STRING ;

typeName
    : name (LPAREN INTEGER (COMMA INTEGER)? RPAREN)?
    | DOUBLE PRECISION
    | CHARACTER VARYING (LPAREN INTEGER RPAREN)?
    | (TIMESTAMP | TIMESTAMPTZ) (LPAREN INTEGER RPAREN)? ((WITH | WITHOUT) TIME ZONE)?
    ;

nameList : LPAREN name (ASC | DESC)? (COMMA name (ASC | DESC)?)* RPAREN ;

/** A name where any keyword is clear from its place: behind AS. */
anyName : name | ALL | AND | AS | ASC | CASE | CAST | DEFAULT | DESC | DISTINCT | ELSE | END | FALSE
    | FOR | FROM | GROUP | HAVING | IN | INTO | IS | JOIN | LIKE | LIMIT | NOT | NULL | OFFSET | ON
    | OR | ORDER | PRIMARY | RETURNING | SELECT | TABLE | THEN | TO | TRUE | UNIQUE | USING | WHEN
    | WHERE | WITH ;

name : IDENTIFIER | QUOTED_IDENTIFIER | nonReserved ;

nonReserved
    : ABORT | ALTER | BEGIN | BETWEEN | BY | CASCADE | CHARACTER | CLUSTER | CLUSTERS | COLUMNS
    | COMMIT | COMMITTED | CONFLICT | DEALLOCATE | DELETE | DO | DOUBLE | DROP | EXECUTE | EXPLAIN
    | EXTERNAL | FAMILY | FIRST | HIGH | IF | IMMEDIATE | INDEX | INSERT | ISOLATION | KEY | LAST
    | LEVEL | LOW | NORMAL | NOTHING | NULLS | ONLY | PRECISION | PREPARE | PRIORITY | PUBLIC | READ
    | RENAME | REPEATABLE | RESET | RESTRICT | ROLLBACK | ROW | ROWS | SERIALIZABLE | SERVICE
    | SESSION | SET | SETTING | SETTINGS | SHARE | SHARED | SHOW | START | STOP | SYMMETRIC | TABLES
    | TENANT | TENANTS | TIME | TRANSACTION | UNCOMMITTED | UNKNOWN | UPDATE | UPSERT | VALUES
    | VARYING | VIRTUAL | WITHOUT | WORK | WRITE | ZONE
    ;

// ---- tokens ----

ABORT : 'abort' ; ALL : 'all' ; ALTER : 'alter' ; AND : 'and' ; AS : 'as' ; ASC : 'asc' ;
BEGIN : 'begin' ; BETWEEN : 'between' ; BY : 'by' ; CASCADE : 'cascade' ; CASE : 'case' ;
CAST : 'cast' ; CHARACTER : 'character' ; CHECK : 'check' ; CLUSTER : 'cluster' ;
CLUSTERS : 'clusters' ; COLUMNS : 'columns' ; COMMIT : 'commit' ; COMMITTED : 'committed' ;
CONFLICT : 'conflict' ; CONSTRAINT : 'constraint' ; CREATE : 'create' ; CROSS : 'cross' ;
CURRENT_TIMESTAMP : 'current_timestamp' ; CURRENT_USER : 'current_user' ;
DEALLOCATE : 'deallocate' ; DEFAULT : 'default' ; DELETE : 'delete' ; DESC : 'desc' ;
DISTINCT : 'distinct' ; DO : 'do' ; DOUBLE : 'double' ; DROP : 'drop' ; ELSE : 'else' ;
END : 'end' ; EXECUTE : 'execute' ; EXISTS : 'exists' ; EXPLAIN : 'explain' ;
EXTERNAL : 'external' ; FALSE : 'false' ; FAMILY : 'family' ; FIRST : 'first' ; FOR : 'for' ;
FROM : 'from' ; FULL : 'full' ; GROUP : 'group' ; HAVING : 'having' ; HIGH : 'high' ; IF : 'if' ;
ILIKE : 'ilike' ; IMMEDIATE : 'immediate' ; IN : 'in' ; INDEX : 'index' ; INNER : 'inner' ;
INSERT : 'insert' ; INTO : 'into' ; IS : 'is' ; ISNULL : 'isnull' ; ISOLATION : 'isolation' ;
JOIN : 'join' ; KEY : 'key' ; LAST : 'last' ; LEFT : 'left' ; LEVEL : 'level' ; LIKE : 'like' ;
LIMIT : 'limit' ; LOW : 'low' ; NORMAL : 'normal' ; NOT : 'not' ; NOTHING : 'nothing' ;
NOTNULL : 'notnull' ; NULL : 'null' ; NULLS : 'nulls' ; OFFSET : 'offset' ; ON : 'on' ;
ONLY : 'only' ; OR : 'or' ; ORDER : 'order' ; OUTER : 'outer' ; PRECISION : 'precision' ;
PREPARE : 'prepare' ; PRIMARY : 'primary' ; PRIORITY : 'priority' ; PUBLIC : 'public' ;
READ : 'read' ; REFERENCES : 'references' ; RENAME : 'rename' ; REPEATABLE : 'repeatable' ;
RESET : 'reset' ; RESTRICT : 'restrict' ; RETURNING : 'returning' ; RIGHT : 'right' ;
ROLLBACK : 'rollback' ; ROW : 'row' ; ROWS : 'rows' ; SELECT : 'select' ;
SERIALIZABLE : 'serializable' ; SERVICE : 'service' ; SESSION : 'session' ;
SESSION_USER : 'session_user' ; SET : 'set' ; SETTING : 'setting' ; SETTINGS : 'settings' ;
SHARE : 'share' ; SHARED : 'shared' ; SHOW : 'show' ; START : 'start' ; STOP : 'stop' ;
SUBSTRING : 'substring' ; SYMMETRIC : 'symmetric' ; TABLE : 'table' ; TABLES : 'tables' ;
TENANT : 'tenant' ; TENANTS : 'tenants' ; THEN : 'then' ; TIME : 'time' ;
TIMESTAMP : 'timestamp' ; TIMESTAMPTZ : 'timestamptz' ; TO : 'to' ; TRANSACTION : 'transaction' ;
TRUE : 'true' ; UNCOMMITTED : 'uncommitted' ; UNIQUE : 'unique' ; UNKNOWN : 'unknown' ;
UPDATE : 'update' ; UPSERT : 'upsert' ; USING : 'using' ; VALUES : 'values' ;
VARYING : 'varying' ; VIRTUAL : 'virtual' ; WHEN : 'when' ; WHERE : 'where' ; WITH : 'with' ;
WITHOUT : 'without' ; WORK : 'work' ; WRITE : 'write' ; ZONE : 'zone' ;

LPAREN : '(' ; RPAREN : ')' ; LBRACKET : '[' ; RBRACKET : ']' ; COMMA : ',' ; SEMICOLON : ';' ;
DOT : '.' ; DOUBLE_COLON : '::' ; EQ : '=' ; NE : '<>' | '!=' ; LE : '<=' ; GE : '>=' ; LT : '<' ;
GT : '>' ; PLUS : '+' ; MINUS : '-' ; STAR : '*' ; DOUBLE_SLASH : '//' ; SLASH : '/' ;
PERCENT : '%' ; CONCAT : '||' ;

PLACEHOLDER : '$' [0-9]+ ;
INTEGER : [0-9]+ ;
DECIMAL_NUMBER : ([0-9]+ '.' [0-9]* | '.' [0-9]+) EXPONENT? | [0-9]+ EXPONENT ;
fragment EXPONENT : 'e' [+\-]? [0-9]+ ;

HEX_LITERAL : 'x\'' ~'\''* '\'' ;
BYTES_LITERAL : 'b\'' (~['\\] | '\\' . | '\'\'')* '\'' ;
ESCAPE_STRING : 'e\'' (~['\\] | '\\' . | '\'\'')* '\'' ;
STRING_LITERAL : '\'' (~'\'' | '\'\'')* '\'' ;
UNTERMINATED_STRING : [ebx]? '\'' (~'\'' | '\'\'')* ;
IDENTIFIER : [a-z_\u0080-\uFFFF] [a-z_0-9$\u0080-\uFFFF]* ;
QUOTED_IDENTIFIER : '"' (~'"' | '""')+ '"' ;
UNTERMINATED_IDENTIFIER : '"' (~'"' | '""')* ;

LINE_COMMENT : '--' ~[\r\n]* -> skip ;
BLOCK_COMMENT : '/*' .*? '*/' -> skip ;
SPACE : [ \t\r\n\f]+ -> skip ;
UNRECOGNIZED : . ;
