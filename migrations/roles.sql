-- The product's two roles, made or mended in the database this runs in; safe to repeat. Run it as a superuser:
--
--     psql -d distro -v ON_ERROR_STOP=1 -f roles.sql
--
-- `distro_owner` owns everything and only upgrades. `distro` runs the product: it reads and adds rows, changes and
-- deletes them where the models say so (granted by every upgrade), and owns nothing, so that it can switch no trigger
-- off. Neither gets a password here.

BEGIN;

DO $$
DECLARE
    command text;
BEGIN
    PERFORM pg_advisory_xact_lock(7301706);
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RAISE EXCEPTION '% 不是超级用户，不能建立数据库账号。没有改动。请以 postgres 执行。', current_user;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'distro_owner') THEN
        CREATE ROLE distro_owner;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'distro') THEN
        CREATE ROLE distro;
    END IF;
    IF pg_has_role('distro', 'distro_owner', 'MEMBER') THEN
        REVOKE distro_owner FROM distro;
    END IF;

    -- What earlier versions made belongs to whoever upgraded then.
    FOR command IN
        SELECT format('ALTER DATABASE %I OWNER TO distro_owner', current_database())
        UNION ALL
        SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, distro', current_database())
        UNION ALL
        SELECT format('GRANT CONNECT ON DATABASE %I TO distro', current_database())
        UNION ALL
        SELECT format('ALTER TABLE %s OWNER TO distro_owner', oid::regclass)
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND relowner <> 'distro_owner'::regrole
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
        UNION ALL
        SELECT format('ALTER FUNCTION %s OWNER TO distro_owner', oid::regprocedure)
        FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
            AND proowner <> 'distro_owner'::regrole
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP
        EXECUTE command;
    END LOOP;
END $$;

ALTER ROLE distro_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE distro LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;

REVOKE ALL ON SCHEMA public FROM PUBLIC, distro;
GRANT USAGE ON SCHEMA public TO distro;

-- A table made later may be read and added to, even if whoever made it forgot that there are rights.
ALTER DEFAULT PRIVILEGES FOR ROLE distro_owner IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO distro;

COMMIT;
