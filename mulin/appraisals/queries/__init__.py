"""What we ask of appraisals."""
