-- Roles that cannot even try to rewrite the log. The triggers refuse a change to everybody; these
-- two roles are not allowed to ask for one, nor to drop the triggers: they own nothing.
--
--   tacite_office   what the program needs: to add entries and documents, to keep the read models
--   tacite_reader   to read
--
-- To be run by the owner of the tables, in the schema of the register, after « tacite init » and
-- after each upgrade. Then: CREATE ROLE … LOGIN IN ROLE tacite_office, and the program's URL.

DO $$
DECLARE
    place text := current_schema();
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['tacite_office', 'tacite_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        END IF;
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %I', place, role);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, role);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', place, role);
    END LOOP;
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO tacite_office', place);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO tacite_office', place);
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', place);
END $$;

REVOKE UPDATE, DELETE ON log, documents FROM tacite_office;
REVOKE INSERT, UPDATE, DELETE ON register FROM tacite_office;
