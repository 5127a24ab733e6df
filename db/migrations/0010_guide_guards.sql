-- What residents were told stays as it was told: a change is another version.
CREATE TRIGGER guide_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON guide_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
