"""The demo's campaigns in their appraisal, brought as far as their stories go by the services that people use."""
